package dev.ponder.learn.tuning;

/// What of a model is learned.
public sealed interface Scope {

  /// All weights, in single precision.
  record Whole() implements Scope {}

  /// A low-rank adapter beside them.
  ///
  /// @param rank how much it can learn
  record Adapter(int rank) implements Scope {

    /// @throws IllegalArgumentException when the rank is out of its range
    public Adapter {
      if (rank < 1 || rank > 1024) {
        throw new IllegalArgumentException(
            "the rank of an adapter must be between 1 and 1024, not " + rank);
      }
    }
  }

  /// In a few words.
  default String text() {
    return switch (this) {
      case Whole() -> "all weights";
      case Adapter(int rank) -> "an adapter of rank " + rank;
    };
  }
}
