package dev.ponder.compute;

/// What becomes of the values that an operation finds where it writes.
public enum Into {
  /// They are replaced.
  OVERWRITE,
  /// The result is added to them.
  ADD
}
