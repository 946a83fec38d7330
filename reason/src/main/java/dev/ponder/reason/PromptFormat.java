package dev.ponder.reason;

import dev.ponder.core.Problem;
import java.util.Optional;
import java.util.Set;

/// One model family's way of writing a conversation as tokens; renders and parses. Immutable and
/// thread-safe.
public interface PromptFormat {

  /// The request as a prompt. Text from outside (messages, results, tools) never becomes a control
  /// token.
  ///
  /// @throws Problem.Exceptional when this family cannot express the conversation
  Rendering render(PromptRequest request);

  /// The assistant's next turn as the model should write it; empty where this family cannot say.
  default Optional<Continued> continued(PromptRequest request, Speech speech) {
    return Optional.empty();
  }

  /// Tokens that end the assistant's turn.
  Set<Integer> stopTokens();

  /// How the family's models write answers and calls.
  OutputSyntax output();

  /// The name for logs and `ponder inspect`, such as `chatml` or `llama3`.
  String name();
}
