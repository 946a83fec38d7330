package dev.ponder.learn.tuning;

import dev.ponder.train.run.Examination;
import dev.ponder.train.run.Source;
import java.util.Optional;

/// What a method makes of its data set: the batches, and how good the model is.
interface Lessons extends Source, Examination {

  /// The order in which examples are learned, and how many steps that takes.
  Shuffle shuffle();

  /// Steps between examinations.
  default long stepsBetweenExaminations() {
    return shuffle().tenth();
  }

  /// Examples by which the model is judged.
  int examined();

  /// Why a grader could not grade an answer, the last time that it could not.
  default Optional<String> complaint() {
    return Optional.empty();
  }
}
