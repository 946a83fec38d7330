package dev.ponder.curriculum.logic;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Answer;
import dev.ponder.curriculum.Check;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Question;
import java.util.Map;

/// A puzzle with its answer and the thoughts that lead to it: none at low effort, the gist at
/// medium, all steps at high.
record Worked(String question, String medium, String high, String answer) {

  /// As an exercise whose answer is exactly that text.
  Exercise exercise() {
    return exercise(Check.text(answer));
  }

  /// As an exercise with a check of its own.
  Exercise exercise(Check check) {
    return new Exercise(
        Question.of(question),
        Map.of(
            Effort.LOW, Answer.direct(answer),
            Effort.MEDIUM, Answer.thought(medium, answer),
            Effort.HIGH, Answer.thought(high, answer)),
        check);
  }
}
