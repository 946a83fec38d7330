package dev.ponder.model;

import java.util.List;

/// The cache blocks of one sequence: position `p` lives in block `p / POSITIONS` of each span, in
/// slot `p % POSITIONS`.
///
/// @param whole blocks of the layers that see everything, from position 0 on
/// @param windowed blocks of the layers with a window, from block `firstWindowed` on; those before
///   were given back. Empty when the model has no such layers
public record SequenceCache(List<KvBlock> whole, List<KvBlock> windowed, int firstWindowed) {

  /// The block of that number.
  public KvBlock block(KvSpan span, int number) {
    return switch (span) {
      case WHOLE -> whole.get(number);
      case WINDOW -> windowed.get(number - firstWindowed);
    };
  }

  /// Whether positions up to `end` have their place.
  boolean reaches(long end) {
    return (long) whole.size() * KvBlock.POSITIONS >= end;
  }

  /// Whether layers with that window can compute the positions from `first` up to `end`.
  boolean holdsWindow(int window, int first, long end) {
    long from = Math.max(0, first - window + 1L) / KvBlock.POSITIONS;
    return window == 0
        || (firstWindowed <= from
            && ((long) firstWindowed + windowed.size()) * KvBlock.POSITIONS >= end);
  }
}
