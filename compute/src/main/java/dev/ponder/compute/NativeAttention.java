package dev.ponder.compute;

/// Attention in C (`src/main/c/attention.c`): to the bits of any set of instructions, and as fast
/// as the cache comes from memory where rows are few.
final class NativeAttention implements AttentionKernel {

  /// `MOST_ATTENTION_ROWS` of the library.
  private static final int MOST_ROWS = 256;

  private final NativeLibrary library;
  private final int set;
  private final AttentionKernel others;

  /// @param others for tiles of more rows than the library takes
  NativeAttention(NativeLibrary library, int set, AttentionKernel others) {
    this.library = library;
    this.set = set;
    this.others = others;
  }

  @Override
  public void absorb(AttentionTile tile) {
    if (tile.rows() > MOST_ROWS) {
      others.absorb(tile);
    } else {
      library.attend(set, number(tile.layout().type()), tile);
    }
  }

  /// The type's number in the library.
  private static int number(CacheType type) {
    return switch (type) {
      case F32 -> 0;
      case F16 -> 1;
      case Q8_0 -> 2;
    };
  }

  /// Bytes that a call works in (`room_of` in the library), each part beginning at a cache line.
  static long roomBytes(int capacity, HeadLayout layout) {
    long floats =
        (long) KEYS * (layout.width() + layout.stride() + 2L * layout.groups())
            + (long) capacity * (KEYS + layout.stride() + 1)
            + AttentionTile.LANES;
    long parts = 6;
    return Float.BYTES * floats + parts * Workers.CACHE_LINE;
  }
}
