package dev.ponder.reason;

import dev.ponder.core.Conversation;
import java.util.Set;

/// One model family's way of writing a conversation as tokens; renders and parses.
public interface PromptFormat {

  /// The prompt up to where the assistant speaks next. Text from the conversation never becomes a
  /// control token.
  int[] render(Conversation conversation, Plan plan);

  /// A parser for the continuation of a prompt rendered with that plan.
  OutputParser parser(Plan plan);

  /// Tokens that end the assistant's turn.
  Set<Integer> stopTokens();

  /// What to write so that an open thought is closed and the answer begins; empty for models that
  /// do not think.
  int[] closeThought();

  /// The name for logs and `ponder inspect`, such as `chatml` or `llama3`.
  String name();
}
