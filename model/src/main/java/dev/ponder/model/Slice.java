package dev.ponder.model;

/// Consecutive positions of one sequence to compute in one step.
///
/// @param tokens the ids at positions `firstPosition` and on; owned by the caller, not modified
/// @param cache the sequence's cache: positions before `firstPosition` are already there, as far as
///   they are still seen, the others are written
/// @param logitRows for how many of the last tokens logits are wanted, 0 for none
/// @param stateRows for how many of the last tokens the final state is wanted, 0 for none; see
///   [LanguageModel#states]
public record Slice(
    int[] tokens, int firstPosition, SequenceCache cache, int logitRows, int stateRows) {
  public Slice {
    if (tokens.length == 0
        || firstPosition < 0
        || isImpossible(logitRows, tokens)
        || isImpossible(stateRows, tokens)) {
      throw new IllegalArgumentException("an impossible slice");
    }
    if (!cache.reaches((long) firstPosition + tokens.length)) {
      throw new IllegalArgumentException("the slice does not fit its blocks");
    }
  }

  /// A slice of which no states are wanted.
  public Slice(int[] tokens, int firstPosition, SequenceCache cache, int logitRows) {
    this(tokens, firstPosition, cache, logitRows, 0);
  }

  private static boolean isImpossible(int rows, int[] tokens) {
    return rows < 0 || rows > tokens.length;
  }

  /// Whether its cache has what layers with that window need.
  public boolean hasWindow(int window) {
    return cache.holdsWindow(window, firstPosition, (long) firstPosition + tokens.length);
  }
}
