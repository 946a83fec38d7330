package dev.ponder.compute;

import static dev.ponder.compute.Lanes.MEMORY;
import static dev.ponder.compute.Lanes.ORDER;

import java.lang.foreign.ValueLayout;

/// A stretch of a row of weights, unpacked as far as bytes go: a signed byte for each element, and
/// for each group of 16 or 32 of them a scale and perhaps a minimum, so that an element is `scale *
/// byte + minimum`.
///
/// This is where all formats meet. Bits are cheap to move while 32 elements share a vector and dear
/// once each has become a float, so each format has a small [Unpacking] of its own, and the loops
/// that make floats and multiply exist once ([ChunkQuad], [ChunkPanel]). A chunk stays in the
/// first-level cache between the two.
///
/// ```
/// bytes[COLUMNS] | scales, float[COLUMNS / 16] | minima, float[COLUMNS / 16] | working space
/// ```
final class Chunk {
  /// Most elements, a multiple of every format's block.
  static final int COLUMNS = 1024;

  /// Where the scales start.
  static final long SCALES = COLUMNS;

  /// Where the minima start.
  static final long MINIMA = SCALES + 4 * COLUMNS / 16;

  /// Where 64 bytes of working space start; vectors may also be read beyond the last byte of a
  /// group, but not beyond this.
  static final long SPACE = MINIMA + 4 * COLUMNS / 16;

  /// Bytes in all.
  static final long SIZE = SPACE + 64;

  static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ORDER);
  static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ORDER);
  static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ORDER);

  private Chunk() {}

  /// How many elements share a scale, and whether there are minima.
  enum Grouping {
    SIXTEEN,
    SIXTEEN_WITH_MINIMUM,
    THIRTY_TWO,
    THIRTY_TWO_WITH_MINIMUM
  }

  static Grouping grouping(Format format) {
    return switch (format) {
      case Q3_K, Q6_K -> Grouping.SIXTEEN;
      case Q2_K -> Grouping.SIXTEEN_WITH_MINIMUM;
      case Q4_0, Q5_0, Q8_0, IQ4_NL, IQ4_XS, MXFP4 -> Grouping.THIRTY_TWO;
      case Q4_1, Q5_1, Q4_K, Q5_K -> Grouping.THIRTY_TWO_WITH_MINIMUM;
      case F32, F16, BF16 -> throw new IllegalArgumentException(format + " has no scales");
    };
  }

  static float half(long address) {
    return Float.float16ToFloat(MEMORY.get(Lanes.SHORT, address));
  }
}
