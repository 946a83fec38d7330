package dev.ponder.model.gguf;

import dev.ponder.compute.Format;
import java.nio.ByteBuffer;

/// Encodes floats as GGML's reference encoders do, for writing files.
public final class Quantiser {
  private Quantiser() {}

  /// Appends the values to the buffer.
  ///
  /// @param values whole blocks of the format, all finite
  /// @param out little-endian, with room for them
  public static void encode(Format format, float[] values, ByteBuffer out) {
    format.bytes(values.length);
    switch (format) {
      case F32 -> {
        for (float value : values) {
          out.putFloat(value);
        }
      }
      case F16 -> {
        for (float value : values) {
          out.putShort(Float.floatToFloat16(value));
        }
      }
      case BF16 -> {
        for (float value : values) {
          out.putShort(bfloat16(value));
        }
      }
      case Q8_0 -> {
        for (int start = 0; start < values.length; start += 32) {
          q8(values, start, out);
        }
      }
      case Q4_0 -> {
        for (int start = 0; start < values.length; start += 32) {
          q4(values, start, out);
        }
      }
    }
  }

  /// Rounded to nearest, ties to even.
  static short bfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    int lowestKept = (bits >>> 16) & 1;
    return (short) ((bits + 0x7FFF + lowestKept) >>> 16);
  }

  /// The largest magnitude becomes 127 steps; halves round away from zero.
  private static void q8(float[] values, int start, ByteBuffer out) {
    float largest = 0;
    for (int i = 0; i < 32; i++) {
      largest = Math.max(largest, Math.abs(values[start + i]));
    }
    float scale = largest / 127;
    float inverse = scale == 0 ? 0 : 1 / scale;
    out.putShort(Float.floatToFloat16(scale));
    for (int i = 0; i < 32; i++) {
      float steps = values[start + i] * inverse;
      out.put((byte) Math.copySign(Math.floor(Math.abs(steps) + 0.5), steps));
    }
  }

  /// The value of largest magnitude becomes -8 steps, so the scale takes the opposite of its sign.
  private static void q4(float[] values, int start, ByteBuffer out) {
    float extreme = 0;
    for (int i = 0; i < 32; i++) {
      extreme = Math.abs(values[start + i]) > Math.abs(extreme) ? values[start + i] : extreme;
    }
    float scale = extreme / -8;
    float inverse = scale == 0 ? 0 : 1 / scale;
    out.putShort(Float.floatToFloat16(scale));
    for (int i = 0; i < 16; i++) {
      int low = nibble(values[start + i] * inverse);
      int high = nibble(values[start + 16 + i] * inverse);
      out.put((byte) (low | high << 4));
    }
  }

  private static int nibble(float steps) {
    return Math.min(15, (int) (steps + 8.5f));
  }
}
