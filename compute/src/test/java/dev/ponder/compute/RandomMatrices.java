package dev.ponder.compute;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/// Matrices and vectors of seeded random numbers about 1 in size.
final class RandomMatrices {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);

  private RandomMatrices() {}

  static Matrix matrix(Format format, int rows, int columns, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    MemorySegment data = Arena.ofAuto().allocate(format.bytes((long) rows * columns));
    switch (format) {
      case F32 -> {
        for (long at = 0; at < data.byteSize(); at += 4) {
          data.set(ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(LITTLE_ENDIAN), at, gauss(random));
        }
      }
      case F16 -> {
        for (long at = 0; at < data.byteSize(); at += 2) {
          data.set(SHORT, at, Float.floatToFloat16(gauss(random)));
        }
      }
      case BF16 -> {
        for (long at = 0; at < data.byteSize(); at += 2) {
          data.set(SHORT, at, (short) (Float.floatToRawIntBits(gauss(random)) >>> 16));
        }
      }
      case Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, IQ4_NL, IQ4_XS, MXFP4 -> {
        for (long at = 0; at < data.byteSize(); at += format.blockBytes()) {
          fillBlock(data.asSlice(at, format.blockBytes()), random, format);
        }
      }
    }
    return new Matrix(format, rows, columns, data);
  }

  /// Random bits, but for scales that keep elements about 1 in size.
  private static void fillBlock(MemorySegment block, SplittableRandom random, Format format) {
    for (long i = 0; i < block.byteSize(); i++) {
      block.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt());
    }
    if (format == Format.MXFP4) {
      block.set(ValueLayout.JAVA_BYTE, 0, (byte) random.nextInt(124, 129));
    }
    for (long at : scales(format)) {
      block.set(SHORT, at, Float.floatToFloat16(gauss(random) / largest(format)));
    }
  }

  /// Where the 16-bit floats of a block are.
  private static long[] scales(Format format) {
    return switch (format) {
      case F32, F16, BF16, MXFP4 -> new long[0];
      case Q4_0, Q5_0, Q8_0, IQ4_NL, IQ4_XS -> new long[] {0};
      case Q4_1, Q5_1, Q4_K, Q5_K -> new long[] {0, 2};
      case Q2_K -> new long[] {80, 82};
      case Q3_K -> new long[] {108};
      case Q6_K -> new long[] {208};
    };
  }

  /// About the largest element of a block of scale 1.
  private static float largest(Format format) {
    return switch (format) {
      case F32, F16, BF16, MXFP4 -> 1;
      case Q4_0, Q4_1 -> 8;
      case Q5_0, Q5_1 -> 16;
      case Q8_0, IQ4_NL -> 127;
      case Q2_K -> 15 * 3;
      case Q3_K -> 32 * 4;
      case Q4_K -> 63 * 15;
      case Q5_K -> 63 * 31;
      case Q6_K -> 128 * 32;
      case IQ4_XS -> 32 * 127;
    };
  }

  static float[] floats(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = gauss(random);
    }
    return floats;
  }

  private static float gauss(SplittableRandom random) {
    return (float) random.nextGaussian();
  }
}
