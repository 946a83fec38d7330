package dev.ponder.learn.tuning;

import dev.ponder.train.run.Examination;
import dev.ponder.train.run.Source;

/// What a method makes of its data set: the batches, and how good the model is.
interface Lessons extends Source, Examination {

  /// Steps after which all epochs are over.
  long steps();

  /// Steps between examinations.
  long stepsBetweenExaminations();
}
