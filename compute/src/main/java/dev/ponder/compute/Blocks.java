package dev.ponder.compute;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Decodes the block formats of 32 elements, and those without blocks, one element after the other.
///
/// Nibbles lie in halves: byte `i` of 16 holds element `i` in its low and element `i + 16` in its
/// high four bits.
final class Blocks {
  static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);

  /// What the nibbles of IQ4_NL and IQ4_XS stand for, in units of the scale: steps that grow with
  /// the distance from zero, as weights thin out.
  static final int[] UNEVEN = {
    -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113
  };

  /// What the nibbles of MXFP4 stand for, in halves: the floats of one sign, two exponent and one
  /// fraction bit (OCP Microscaling Formats, E2M1).
  static final int[] E2M1 = {0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};

  private Blocks() {}

  static float half(MemorySegment data, long at) {
    return Float.float16ToFloat(data.get(SHORT, at));
  }

  static int unsigned(MemorySegment data, long at) {
    return data.get(JAVA_BYTE, at) & 0xff;
  }

  /// The value of half of one in an MXFP4 block: `2^(exponent - 128)`, so that it times [#E2M1] is
  /// the element.
  static float halfOfOne(int exponent) {
    // Below 2 it is subnormal: 2^-128 and 2^-127.
    int bits = exponent < 2 ? 0x200000 << exponent : (exponent - 1) << 23;
    return Float.intBitsToFloat(bits);
  }

  static void f32(MemorySegment row, int columns, float[] output, int offset) {
    for (int c = 0; c < columns; c++) {
      output[offset + c] = row.get(FLOAT, 4L * c);
    }
  }

  static void f16(MemorySegment row, int columns, float[] output, int offset) {
    for (int c = 0; c < columns; c++) {
      output[offset + c] = half(row, 2L * c);
    }
  }

  static void bf16(MemorySegment row, int columns, float[] output, int offset) {
    for (int c = 0; c < columns; c++) {
      output[offset + c] = Float.intBitsToFloat(row.get(SHORT, 2L * c) << 16);
    }
  }

  static void q8(MemorySegment data, long at, float[] output, int offset) {
    float scale = half(data, at);
    for (int i = 0; i < 32; i++) {
      output[offset + i] = scale * data.get(JAVA_BYTE, at + 2 + i);
    }
  }

  static void q4(MemorySegment data, long at, float[] output, int offset) {
    float scale = half(data, at);
    for (int i = 0; i < 16; i++) {
      int pair = unsigned(data, at + 2 + i);
      output[offset + i] = scale * ((pair & 15) - 8);
      output[offset + 16 + i] = scale * ((pair >> 4) - 8);
    }
  }

  static void q4WithMinimum(MemorySegment data, long at, float[] output, int offset) {
    float scale = half(data, at);
    float minimum = half(data, at + 2);
    for (int i = 0; i < 16; i++) {
      int pair = unsigned(data, at + 4 + i);
      output[offset + i] = scale * (pair & 15) + minimum;
      output[offset + 16 + i] = scale * (pair >> 4) + minimum;
    }
  }

  static void q5(MemorySegment data, long at, float[] output, int offset) {
    float scale = half(data, at);
    int fifth = data.get(INT, at + 2);
    for (int i = 0; i < 16; i++) {
      int pair = unsigned(data, at + 6 + i);
      output[offset + i] = scale * ((pair & 15 | (fifth >> i & 1) << 4) - 16);
      output[offset + 16 + i] = scale * ((pair >> 4 | (fifth >> i + 16 & 1) << 4) - 16);
    }
  }

  static void q5WithMinimum(MemorySegment data, long at, float[] output, int offset) {
    float scale = half(data, at);
    float minimum = half(data, at + 2);
    int fifth = data.get(INT, at + 4);
    for (int i = 0; i < 16; i++) {
      int pair = unsigned(data, at + 8 + i);
      output[offset + i] = scale * (pair & 15 | (fifth >> i & 1) << 4) + minimum;
      output[offset + 16 + i] = scale * (pair >> 4 | (fifth >> i + 16 & 1) << 4) + minimum;
    }
  }

  static void uneven(MemorySegment data, long at, float[] output, int offset) {
    float scale = half(data, at);
    byTable(data, at + 2, UNEVEN, scale, output, offset);
  }

  static void mxfp4(MemorySegment data, long at, float[] output, int offset) {
    float scale = halfOfOne(unsigned(data, at));
    byTable(data, at + 1, E2M1, scale, output, offset);
  }

  /// 16 bytes of nibbles that are places in a table.
  static void byTable(
      MemorySegment data, long at, int[] values, float scale, float[] output, int offset) {
    for (int i = 0; i < 16; i++) {
      int pair = unsigned(data, at + i);
      output[offset + i] = scale * values[pair & 15];
      output[offset + 16 + i] = scale * values[pair >> 4];
    }
  }
}
