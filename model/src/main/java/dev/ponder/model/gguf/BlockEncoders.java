package dev.ponder.model.gguf;

import static dev.ponder.model.gguf.Quantiser.extreme;
import static dev.ponder.model.gguf.Quantiser.nearest;
import static dev.ponder.model.gguf.Quantiser.rounded;
import static dev.ponder.model.gguf.Quantiser.steps;

import java.nio.ByteBuffer;

/// Encodes blocks of 32 elements.
final class BlockEncoders {
  private static final int SIZE = 32;

  /// What the nibbles of IQ4_NL and IQ4_XS stand for.
  static final int[] UNEVEN = {
    -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113
  };

  /// The magnitudes of MXFP4 in halves.
  private static final int[] E2M1 = {0, 1, 2, 3, 4, 6, 8, 12};

  private BlockEncoders() {}

  /// The largest magnitude becomes 127 steps.
  static void q8(float[] values, int start, ByteBuffer out) {
    float scale = Math.abs(extreme(values, start, SIZE)) / 127;
    out.putShort(Float.floatToFloat16(scale));
    for (int i = 0; i < SIZE; i++) {
      out.put((byte) steps(values[start + i], scale, -127, 127));
    }
  }

  /// The value of largest magnitude becomes -8 steps, so the scale takes the opposite of its sign.
  static void q4(float[] values, int start, ByteBuffer out) {
    float scale = extreme(values, start, SIZE) / -8;
    out.putShort(Float.floatToFloat16(scale));
    int[] q = new int[SIZE];
    for (int i = 0; i < SIZE; i++) {
      q[i] = steps(values[start + i], scale, -8, 7) + 8;
    }
    putNibbles(q, out);
  }

  static void q5(float[] values, int start, ByteBuffer out) {
    float scale = extreme(values, start, SIZE) / -16;
    out.putShort(Float.floatToFloat16(scale));
    int[] q = new int[SIZE];
    for (int i = 0; i < SIZE; i++) {
      q[i] = steps(values[start + i], scale, -16, 15) + 16;
    }
    putFifthBits(q, out);
    putNibbles(q, out);
  }

  static void q4WithMinimum(float[] values, int start, ByteBuffer out) {
    putNibbles(aboveMinimum(values, start, 15, out), out);
  }

  static void q5WithMinimum(float[] values, int start, ByteBuffer out) {
    int[] q = aboveMinimum(values, start, 31, out);
    putFifthBits(q, out);
    putNibbles(q, out);
  }

  /// Writes scale and minimum: the least value becomes 0, the greatest `most` steps.
  private static int[] aboveMinimum(float[] values, int start, int most, ByteBuffer out) {
    float minimum = values[start];
    float maximum = values[start];
    for (int i = 1; i < SIZE; i++) {
      minimum = Math.min(minimum, values[start + i]);
      maximum = Math.max(maximum, values[start + i]);
    }
    float scale = (maximum - minimum) / most;
    out.putShort(Float.floatToFloat16(scale)).putShort(Float.floatToFloat16(minimum));
    int[] q = new int[SIZE];
    for (int i = 0; i < SIZE; i++) {
      q[i] = steps(values[start + i] - minimum, scale, 0, most);
    }
    return q;
  }

  static void uneven(float[] values, int start, ByteBuffer out) {
    float scale = unevenScale(values, start);
    out.putShort(Float.floatToFloat16(scale));
    putUneven(values, start, rounded(scale), out);
  }

  /// The value of largest magnitude becomes the table's, -127.
  static float unevenScale(float[] values, int start) {
    return extreme(values, start, SIZE) / UNEVEN[0];
  }

  static void putUneven(float[] values, int start, float scale, ByteBuffer out) {
    int[] q = new int[SIZE];
    for (int i = 0; i < SIZE; i++) {
      q[i] = nearest(UNEVEN, scale == 0 ? 0 : (double) values[start + i] / scale);
    }
    putNibbles(q, out);
  }

  /// The exponent of the largest magnitude becomes that of 4, the largest power of two there is.
  static void mxfp4(float[] values, int start, ByteBuffer out) {
    float largest = Math.abs(extreme(values, start, SIZE));
    int exponent = Math.clamp(largest == 0 ? 0 : Math.getExponent(largest) - 2 + 127, 0, 254);
    out.put((byte) exponent);
    int[] q = new int[SIZE];
    for (int i = 0; i < SIZE; i++) {
      double halves = Math.scalb((double) values[start + i], 128 - exponent);
      q[i] = nearest(E2M1, Math.abs(halves)) | (halves < 0 ? 8 : 0);
    }
    putNibbles(q, out);
  }

  private static void putFifthBits(int[] q, ByteBuffer out) {
    int bits = 0;
    for (int i = 0; i < SIZE; i++) {
      bits |= (q[i] >> 4) << i;
    }
    out.putInt(bits);
  }

  private static void putNibbles(int[] q, ByteBuffer out) {
    for (int i = 0; i < SIZE / 2; i++) {
      out.put((byte) (q[i] & 15 | q[i + SIZE / 2] << 4));
    }
  }
}
