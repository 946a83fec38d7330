package dev.ponder.compute;

import static dev.ponder.compute.Blocks.half;
import static dev.ponder.compute.Blocks.unsigned;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/// Decodes the formats whose blocks of 256 elements have scales of their own for each 16 or 32 of
/// them, one element after the other.
///
/// An element is `scale * subScale * q`, in some formats less `minimum * subMinimum`: all integers
/// but `scale` and `minimum`, and few enough bits in all that products are exact in a float.
final class SuperBlocks {
  static final int ELEMENTS = 256;

  private SuperBlocks() {}

  /// `scales[16] | q[64] | scale | minimum`. A byte of `scales` holds a scale and a minimum of four
  /// bits each. A byte of `q` holds two bits each of four elements, 32 apart.
  static void q2(MemorySegment data, long at, float[] output, int offset) {
    float scale = half(data, at + 80);
    float minimum = half(data, at + 82);
    for (int i = 0; i < ELEMENTS; i++) {
      int both = unsigned(data, at + i / 16);
      int q = unsigned(data, at + 16 + i / 128 * 32 + i % 32) >> i % 128 / 32 * 2 & 3;
      output[offset + i] = scale * (both & 15) * q - minimum * (both >> 4);
    }
  }

  /// `high[32] | q[64] | scales[12] | scale`. `q` as in [#q2]; bit `b` of byte `i` of `high` is the
  /// third bit of element `32 b + i`, less 4 where it is clear.
  static void q3(MemorySegment data, long at, float[] output, int offset) {
    float scale = half(data, at + 108);
    for (int i = 0; i < ELEMENTS; i++) {
      int low = unsigned(data, at + 32 + i / 128 * 32 + i % 32) >> i % 128 / 32 * 2 & 3;
      int high = unsigned(data, at + i % 32) >> i / 32 & 1;
      output[offset + i] = scale * q3Scale(data, at + 96, i / 16) * (low - 4 + 4 * high);
    }
  }

  /// Scale `i` of 16, six bits less 32: four bits in nibble `i` (all low nibbles come first) and
  /// two in the last four bytes.
  static int q3Scale(MemorySegment data, long at, int i) {
    int low = unsigned(data, at + i % 8) >> i / 8 * 4 & 15;
    int high = unsigned(data, at + 8 + i % 4) >> i / 4 * 2 & 3;
    return (low | high << 4) - 32;
  }

  /// `scale | minimum | scales[12] | q[128]`. Byte `i` of each 32 of `q` holds element `i` of 64 in
  /// its low and element `i + 32` in its high nibble.
  static void q4(MemorySegment data, long at, float[] output, int offset) {
    float scale = half(data, at);
    float minimum = half(data, at + 2);
    for (int i = 0; i < ELEMENTS; i++) {
      int group = i / 32;
      int q = unsigned(data, at + 16 + i / 64 * 32 + i % 32) >> group % 2 * 4 & 15;
      output[offset + i] =
          scale * sixBitScale(data, at + 4, group) * q
              - minimum * sixBitMinimum(data, at + 4, group);
    }
  }

  /// `scale | minimum | scales[12] | high[32] | q[128]`: as [#q4], with a fifth bit in `high` as
  /// the third of [#q3].
  static void q5(MemorySegment data, long at, float[] output, int offset) {
    float scale = half(data, at);
    float minimum = half(data, at + 2);
    for (int i = 0; i < ELEMENTS; i++) {
      int group = i / 32;
      int q = unsigned(data, at + 48 + i / 64 * 32 + i % 32) >> group % 2 * 4 & 15;
      int high = unsigned(data, at + 16 + i % 32) >> group & 1;
      output[offset + i] =
          scale * sixBitScale(data, at + 4, group) * (q | high << 4)
              - minimum * sixBitMinimum(data, at + 4, group);
    }
  }

  /// Scale `i` of 8 in the 12 bytes of Q4_K and Q5_K: the first four in the low six bits of bytes 0
  /// to 3, the others with four bits in the low nibbles of bytes 8 to 11 and two left over in bytes
  /// 0 to 3.
  static int sixBitScale(MemorySegment data, long at, int i) {
    return i < 4
        ? unsigned(data, at + i) & 63
        : unsigned(data, at + 4 + i) & 15 | unsigned(data, at + i - 4) >> 6 << 4;
  }

  /// Minimum `i` of 8, likewise in bytes 4 to 7 and the high nibbles of bytes 8 to 11.
  static int sixBitMinimum(MemorySegment data, long at, int i) {
    return i < 4
        ? unsigned(data, at + 4 + i) & 63
        : unsigned(data, at + 4 + i) >> 4 | unsigned(data, at + i) >> 6 << 4;
  }

  /// `low[128] | high[64] | scales[16] | scale`. For each 128 elements, 64 bytes of `low` hold
  /// elements 0 to 63 in their low nibbles and 64 to 127 in their high ones, and 32 bytes of `high`
  /// two bits each of four elements, 32 apart. Six bits less 32.
  static void q6(MemorySegment data, long at, float[] output, int offset) {
    float scale = half(data, at + 208);
    for (int i = 0; i < ELEMENTS; i++) {
      int low = unsigned(data, at + i / 128 * 64 + i % 64) >> i % 128 / 64 * 4 & 15;
      int high = unsigned(data, at + 128 + i / 128 * 32 + i % 32) >> i % 128 / 32 * 2 & 3;
      int subScale = data.get(JAVA_BYTE, at + 192 + i / 16);
      output[offset + i] = scale * subScale * ((low | high << 4) - 32);
    }
  }

  /// `scale | high (16 bits) | low[4] | q[128]`: for each 32 elements 16 bytes as in IQ4_NL, and a
  /// scale of six bits less 32, four of them in a nibble of `low` and two in `high`.
  static void uneven(MemorySegment data, long at, float[] output, int offset) {
    float scale = half(data, at);
    for (int group = 0; group < 8; group++) {
      float groupScale = scale * unevenScale(data, at, group);
      Blocks.byTable(
          data, at + 8 + 16 * group, Blocks.UNEVEN, groupScale, output, offset + 32 * group);
    }
  }

  static int unevenScale(MemorySegment data, long at, int group) {
    int low = unsigned(data, at + 4 + group / 2) >> group % 2 * 4 & 15;
    int high = unsigned(data, at + 2 + group / 4) >> group % 4 * 2 & 3;
    return (low | high << 4) - 32;
  }
}
