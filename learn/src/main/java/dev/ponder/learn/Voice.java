package dev.ponder.learn;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Question;
import dev.ponder.curriculum.Reply;
import java.util.Set;

/// How a model is asked, and what its tokens say. Thread-safe.
public interface Voice {

  /// The question up to where the model speaks.
  ///
  /// @throws dev.ponder.core.Problem.Exceptional when it cannot be expressed or does not fit
  int[] prompt(Question question, Effort effort);

  /// Tokens that end the model's turn.
  Set<Integer> stops();

  /// What a model wrote after that question's prompt. Never throws on odd output.
  Heard heard(Question question, Effort effort, int[] answer);

  /// What a model said.
  ///
  /// @param thoughtTokens the length of its thought
  record Heard(String thought, int thoughtTokens, Reply reply) {}
}
