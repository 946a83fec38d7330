package dev.ponder.model.gguf;

import dev.ponder.compute.Format;
import java.nio.ByteBuffer;

/// Encodes floats in the formats of weights, for writing files. Rounding is to nearest under scales
/// that span the range of each block, without the search for better scales that a converter of real
/// models would make.
public final class Quantiser {
  private Quantiser() {}

  private interface BlockEncoder {
    void encode(float[] values, int start, ByteBuffer out);
  }

  /// Appends the values to the buffer.
  ///
  /// @param values whole blocks of the format, all finite
  /// @param out little-endian, with room for them
  public static void encode(Format format, float[] values, ByteBuffer out) {
    format.bytes(values.length);
    BlockEncoder encoder =
        switch (format) {
          case F32 -> (x, i, to) -> to.putFloat(x[i]);
          case F16 -> (x, i, to) -> to.putShort(Float.floatToFloat16(x[i]));
          case BF16 -> (x, i, to) -> to.putShort(bfloat16(x[i]));
          case Q4_0 -> BlockEncoders::q4;
          case Q4_1 -> BlockEncoders::q4WithMinimum;
          case Q5_0 -> BlockEncoders::q5;
          case Q5_1 -> BlockEncoders::q5WithMinimum;
          case Q8_0 -> BlockEncoders::q8;
          case Q2_K -> SuperBlockEncoders::q2;
          case Q3_K -> SuperBlockEncoders::q3;
          case Q4_K -> SuperBlockEncoders::q4;
          case Q5_K -> SuperBlockEncoders::q5;
          case Q6_K -> SuperBlockEncoders::q6;
          case IQ4_NL -> BlockEncoders::uneven;
          case IQ4_XS -> SuperBlockEncoders::uneven;
          case MXFP4 -> BlockEncoders::mxfp4;
        };
    for (int start = 0; start < values.length; start += format.blockElements()) {
      encoder.encode(values, start, out);
    }
  }

  /// Rounded to nearest, ties to even.
  static short bfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    int lowestKept = (bits >>> 16) & 1;
    return (short) ((bits + 0x7FFF + lowestKept) >>> 16);
  }

  /// `value / step` as a whole number from `least` to `most`, halves away from zero; 0 steps of 0.
  static int steps(float value, float step, int least, int most) {
    if (step == 0) {
      return Math.clamp(0, least, most);
    }
    double steps = (double) value / step;
    return (int) Math.clamp(Math.copySign(Math.floor(Math.abs(steps) + 0.5), steps), least, most);
  }

  /// The value of largest magnitude among `count` from `start` on.
  static float extreme(float[] values, int start, int count) {
    float extreme = 0;
    for (int i = start; i < start + count; i++) {
      extreme = Math.abs(values[i]) > Math.abs(extreme) ? values[i] : extreme;
    }
    return extreme;
  }

  /// The place of the nearest of the values, which are ascending.
  static int nearest(int[] ascending, double value) {
    int best = 0;
    while (best + 1 < ascending.length
        && Math.abs(ascending[best + 1] - value) <= Math.abs(ascending[best] - value)) {
      best++;
    }
    return best;
  }

  /// A scale as it will be read again.
  static float rounded(float scale) {
    return Float.float16ToFloat(Float.floatToFloat16(scale));
  }
}
