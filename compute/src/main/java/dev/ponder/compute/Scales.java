package dev.ponder.compute;

import java.lang.foreign.MemorySegment;

/// Looks for weights that are no numbers, as a damaged or hostile file may hold.
public final class Scales {
  /// Bytes of a tensor that are looked at whole.
  private static final long WHOLE = 1 << 20;

  /// Blocks of a larger one that are looked at, evenly spread: reading all of a large file would
  /// keep its user waiting for what the first request tells too.
  private static final long SAMPLES = 16;

  private static final int[] FIRST = {0};
  private static final int[] FIRST_TWO = {0, 2};

  private Scales() {}

  /// Whether the scales and minima of all blocks that are looked at are finite, or their elements
  /// where the format has no scales.
  ///
  /// @param data whole blocks
  public static boolean areFinite(Format format, MemorySegment data) {
    long blocks = data.byteSize() / format.blockBytes();
    long looks = data.byteSize() <= WHOLE ? blocks : Math.min(blocks, SAMPLES);
    for (long look = 0; look < looks; look++) {
      long block = looks == 1 ? 0 : look * (blocks - 1) / (looks - 1);
      if (!isFinite(format, data, block * format.blockBytes())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFinite(Format format, MemorySegment data, long at) {
    return switch (format) {
      case F32 -> Float.isFinite(data.get(Blocks.FLOAT, at));
      case F16, Q4_0, Q5_0, Q8_0, IQ4_NL, IQ4_XS -> halvesAreFinite(data, at, FIRST);
      case BF16 -> Float.isFinite(Float.intBitsToFloat(data.get(Blocks.SHORT, at) << 16));
      case Q4_1, Q5_1, Q4_K, Q5_K -> halvesAreFinite(data, at, FIRST_TWO);
      case Q2_K -> halvesAreFinite(data, at + 80, FIRST_TWO);
      case Q3_K -> halvesAreFinite(data, at + 108, FIRST);
      case Q6_K -> halvesAreFinite(data, at + 208, FIRST);
      // The exponent that E8M0 gives to what is not a number.
      case MXFP4 -> Blocks.unsigned(data, at) != 255;
    };
  }

  private static boolean halvesAreFinite(MemorySegment data, long at, int[] places) {
    for (int place : places) {
      if (!Float.isFinite(Blocks.half(data, at + place))) {
        return false;
      }
    }
    return true;
  }
}
