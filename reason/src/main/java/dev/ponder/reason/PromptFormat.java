package dev.ponder.reason;

import dev.ponder.core.Conversation;
import dev.ponder.core.Effort;
import java.util.Set;

/// One model family's way of writing a conversation as tokens; renders and parses.
public interface PromptFormat {

  /// The prompt up to where the assistant speaks next. Text from the conversation never becomes a
  /// control token.
  Prompt render(Conversation conversation, Effort effort);

  /// A parser for the continuation of a prompt that was rendered for that plan.
  OutputParser parser(Plan plan);

  /// Tokens that end the assistant's turn.
  Set<Integer> stopTokens();

  /// How this model begins, ends and skips its thought.
  ThoughtMarks thought();

  /// The name for logs and `ponder inspect`, such as `chatml` or `llama3`.
  String name();
}
