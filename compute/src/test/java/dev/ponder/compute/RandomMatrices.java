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
      case Q8_0, Q4_0 -> {
        for (long at = 0; at < data.byteSize(); at += format.blockBytes()) {
          fillBlock(data.asSlice(at, format.blockBytes()), random, format);
        }
      }
    }
    return new Matrix(format, rows, columns, data);
  }

  private static void fillBlock(MemorySegment block, SplittableRandom random, Format format) {
    float largest = format == Format.Q8_0 ? 127 : 8;
    block.set(SHORT, 0, Float.floatToFloat16(gauss(random) / largest));
    for (long i = 2; i < block.byteSize(); i++) {
      block.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt());
    }
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
