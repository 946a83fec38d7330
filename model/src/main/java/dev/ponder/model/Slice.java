package dev.ponder.model;

/// Consecutive positions of one sequence to compute in one step.
///
/// @param tokens the ids at positions `firstPosition` and on; owned by the caller, not modified
/// @param cache the sequence's cache: positions before `firstPosition` are already there, as far as
///   they are still seen, the others are written
/// @param logitRows for how many of the last tokens logits are wanted, 0 for none
public record Slice(int[] tokens, int firstPosition, SequenceCache cache, int logitRows) {
  public Slice {
    if (tokens.length == 0 || firstPosition < 0 || logitRows < 0 || logitRows > tokens.length) {
      throw new IllegalArgumentException("an impossible slice");
    }
    if (!cache.reaches((long) firstPosition + tokens.length)) {
      throw new IllegalArgumentException("the slice does not fit its blocks");
    }
  }

  /// Whether its cache has what layers with that window need.
  public boolean hasWindow(int window) {
    return cache.holdsWindow(window, firstPosition, (long) firstPosition + tokens.length);
  }
}
