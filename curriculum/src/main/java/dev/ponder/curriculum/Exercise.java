package dev.ponder.curriculum;

import dev.ponder.core.Effort;
import java.util.EnumMap;
import java.util.Map;

/// A question, what to think and answer at each effort, and how to tell whether an answer is right.
///
/// @param answers for every effort one; the model answers, whatever it thought, what the check
///   passes
public record Exercise(Question question, Map<Effort, Answer> answers, Check check) {

  /// @throws IllegalArgumentException when an effort has no answer
  public Exercise {
    if (answers.size() != Effort.values().length) {
      throw new IllegalArgumentException("an answer for each effort is needed");
    }
    answers = Map.copyOf(new EnumMap<>(answers));
  }

  /// An exercise that is answered in the same way whatever the effort.
  public static Exercise of(Question question, Answer answer, Check check) {
    return new Exercise(
        question, Map.of(Effort.LOW, answer, Effort.MEDIUM, answer, Effort.HIGH, answer), check);
  }

  /// The answer at that effort.
  public Answer answer(Effort effort) {
    Answer answer = answers.get(effort);
    if (answer == null) {
      throw new IllegalStateException("every effort has an answer");
    }
    return answer;
  }
}
