package dev.ponder.app;

/// The weights of which step are written.
enum KeptStep {
  /// The step after which the model was best when it was examined.
  BEST,
  /// The last one.
  LAST
}
