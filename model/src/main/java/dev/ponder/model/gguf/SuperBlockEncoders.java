package dev.ponder.model.gguf;

import static dev.ponder.model.gguf.Quantiser.extreme;
import static dev.ponder.model.gguf.Quantiser.rounded;
import static dev.ponder.model.gguf.Quantiser.steps;

import java.nio.ByteBuffer;

/// Encodes blocks of 256 elements whose groups of 16 or 32 have scales of their own, in whole steps
/// of the block's scale.
final class SuperBlockEncoders {
  private static final int SIZE = 256;

  private SuperBlockEncoders() {}

  /// A block with a minimum in each group: `scale * scales[g] * q - minimum * minima[g]`.
  private record Affine(float scale, float minimum, int[] scales, int[] minima, int[] q) {

    /// @param most of the quantised values
    /// @param mostScale of the groups' scales and minima
    static Affine of(float[] values, int start, int group, int most, int mostScale) {
      int groups = SIZE / group;
      float[] scales = new float[groups];
      float[] minima = new float[groups];
      for (int g = 0; g < groups; g++) {
        float least = 0;
        float greatest = values[start + g * group];
        for (int i = 0; i < group; i++) {
          least = Math.min(least, values[start + g * group + i]);
          greatest = Math.max(greatest, values[start + g * group + i]);
        }
        scales[g] = (Math.max(greatest, 0) - least) / most;
        minima[g] = -least;
      }
      float scale = rounded(extreme(scales, 0, groups) / mostScale);
      float minimum = rounded(extreme(minima, 0, groups) / mostScale);
      int[] wholeScales = whole(scales, scale, 0, mostScale);
      int[] wholeMinima = whole(minima, minimum, 0, mostScale);
      int[] q = new int[SIZE];
      for (int i = 0; i < SIZE; i++) {
        float above = values[start + i] + minimum * wholeMinima[i / group];
        q[i] = steps(above, scale * wholeScales[i / group], 0, most);
      }
      return new Affine(scale, minimum, wholeScales, wholeMinima, q);
    }
  }

  /// A block of signed elements: `scale * scales[g] * q`.
  private record Signed(float scale, int[] scales, int[] q) {
    private static final int GROUP = 16;

    /// @param least quantised value, which the extreme of each group becomes
    /// @param leastScale of the groups, which the extreme one becomes
    static Signed of(float[] values, int start, int least, int leastScale) {
      float[] scales = new float[SIZE / GROUP];
      for (int g = 0; g < scales.length; g++) {
        scales[g] = extreme(values, start + g * GROUP, GROUP) / least;
      }
      float scale = rounded(extreme(scales, 0, scales.length) / leastScale);
      int[] wholeScales = whole(scales, scale, leastScale, -leastScale - 1);
      int[] q = new int[SIZE];
      for (int i = 0; i < SIZE; i++) {
        q[i] = steps(values[start + i], scale * wholeScales[i / GROUP], least, -least - 1);
      }
      return new Signed(scale, wholeScales, q);
    }
  }

  private static int[] whole(float[] scales, float step, int least, int most) {
    int[] whole = new int[scales.length];
    for (int g = 0; g < whole.length; g++) {
      whole[g] = steps(scales[g], step, least, most);
    }
    return whole;
  }

  static void q2(float[] values, int start, ByteBuffer out) {
    Affine block = Affine.of(values, start, 16, 3, 15);
    for (int g = 0; g < 16; g++) {
      out.put((byte) (block.scales[g] | block.minima[g] << 4));
    }
    putPairs(block.q, out);
    putHalf(block.scale, out);
    putHalf(block.minimum, out);
  }

  static void q3(float[] values, int start, ByteBuffer out) {
    Signed block = Signed.of(values, start, -4, -32);
    int[] q = raised(block.q, 4);
    putBits(q, 2, out);
    putPairs(q, out);
    int[] scales = raised(block.scales, 32);
    for (int i = 0; i < 8; i++) {
      out.put((byte) (scales[i] & 15 | (scales[i + 8] & 15) << 4));
    }
    for (int i = 0; i < 4; i++) {
      int bits = 0;
      for (int quarter = 0; quarter < 4; quarter++) {
        bits |= scales[i + 4 * quarter] >> 4 << 2 * quarter;
      }
      out.put((byte) bits);
    }
    putHalf(block.scale, out);
  }

  static void q4(float[] values, int start, ByteBuffer out) {
    Affine block = Affine.of(values, start, 32, 15, 63);
    putSixBits(block, out);
    putNibbles(block.q, 32, out);
  }

  static void q5(float[] values, int start, ByteBuffer out) {
    Affine block = Affine.of(values, start, 32, 31, 63);
    putSixBits(block, out);
    putBits(block.q, 4, out);
    putNibbles(block.q, 32, out);
  }

  static void q6(float[] values, int start, ByteBuffer out) {
    Signed block = Signed.of(values, start, -32, -128);
    int[] q = raised(block.q, 32);
    putNibbles(q, 64, out);
    int[] high = new int[SIZE];
    for (int i = 0; i < SIZE; i++) {
      high[i] = q[i] >> 4;
    }
    putPairs(high, out);
    for (int scale : block.scales) {
      out.put((byte) scale);
    }
    putHalf(block.scale, out);
  }

  static void uneven(float[] values, int start, ByteBuffer out) {
    float[] scales = new float[8];
    for (int g = 0; g < 8; g++) {
      scales[g] = BlockEncoders.unevenScale(values, start + 32 * g);
    }
    float scale = rounded(extreme(scales, 0, 8) / -32);
    int[] whole = whole(scales, scale, -32, 31);
    putHalf(scale, out);
    int high = 0;
    for (int g = 0; g < 8; g++) {
      high |= (whole[g] + 32 >> 4) << 2 * g;
    }
    out.putShort((short) high);
    for (int g = 0; g < 8; g += 2) {
      out.put((byte) (whole[g] + 32 & 15 | (whole[g + 1] + 32 & 15) << 4));
    }
    for (int g = 0; g < 8; g++) {
      BlockEncoders.putUneven(values, start + 32 * g, scale * whole[g], out);
    }
  }

  private static int[] raised(int[] values, int by) {
    int[] raised = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      raised[i] = values[i] + by;
    }
    return raised;
  }

  private static void putHalf(float value, ByteBuffer out) {
    out.putShort(Float.floatToFloat16(value));
  }

  /// The head of Q4_K and Q5_K: scale, minimum, and eight of each in six bits.
  private static void putSixBits(Affine block, ByteBuffer out) {
    putHalf(block.scale, out);
    putHalf(block.minimum, out);
    int[] scales = block.scales;
    int[] minima = block.minima;
    for (int i = 0; i < 4; i++) {
      out.put((byte) (scales[i] | scales[i + 4] >> 4 << 6));
    }
    for (int i = 0; i < 4; i++) {
      out.put((byte) (minima[i] | minima[i + 4] >> 4 << 6));
    }
    for (int i = 4; i < 8; i++) {
      out.put((byte) (scales[i] & 15 | (minima[i] & 15) << 4));
    }
  }

  /// The low four bits: an element and the one `distance` further on share a byte.
  private static void putNibbles(int[] q, int distance, ByteBuffer out) {
    for (int start = 0; start < SIZE; start += 2 * distance) {
      for (int i = start; i < start + distance; i++) {
        out.put((byte) (q[i] & 15 | (q[i + distance] & 15) << 4));
      }
    }
  }

  /// The low two bits: four elements, 32 apart, share a byte.
  private static void putPairs(int[] q, ByteBuffer out) {
    for (int start = 0; start < SIZE; start += 128) {
      for (int i = start; i < start + 32; i++) {
        int bits = q[i] & 3 | (q[i + 32] & 3) << 2 | (q[i + 64] & 3) << 4 | (q[i + 96] & 3) << 6;
        out.put((byte) bits);
      }
    }
  }

  /// Bit `bit` of each: eight elements, 32 apart, share a byte.
  private static void putBits(int[] q, int bit, ByteBuffer out) {
    for (int i = 0; i < 32; i++) {
      int bits = 0;
      for (int group = 0; group < 8; group++) {
        bits |= (q[i + 32 * group] >> bit & 1) << group;
      }
      out.put((byte) bits);
    }
  }
}
