package dev.ponder.model;

import java.util.List;

/// Consecutive positions of one sequence to compute in one step.
///
/// @param tokens the ids at positions `firstPosition` and on; owned by the caller, not modified
/// @param blocks the sequence's cache in order: position `p` lives in block `p / POSITIONS` at row
///   `p % POSITIONS`; positions before `firstPosition` are already there, the others are written
/// @param logitRows for how many of the last tokens logits are wanted, 0 for none
public record Slice(int[] tokens, int firstPosition, List<KvBlock> blocks, int logitRows) {
  public Slice {
    if (tokens.length == 0 || firstPosition < 0 || logitRows < 0 || logitRows > tokens.length) {
      throw new IllegalArgumentException("an impossible slice");
    }
    if ((long) blocks.size() * KvBlock.POSITIONS < (long) firstPosition + tokens.length) {
      throw new IllegalArgumentException("the slice does not fit its blocks");
    }
  }
}
