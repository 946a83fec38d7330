package dev.ponder.app;

import dev.ponder.train.run.RunListener;

/// Shows how a run goes until it is closed.
interface LearningProgress extends RunListener, AutoCloseable {

  /// Removes what would stand in the way of what is printed next.
  @Override
  void close();
}
