package dev.ponder.compute;

import static dev.ponder.compute.AttentionKernel.KEYS;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// How the keys and values of one head lie in memory for a block of [AttentionKernel#KEYS]
/// positions: first the keys, `[width, KEYS]`, then the values, `[KEYS, stride]`, in the order that
/// attention reads them, then the scales if the type has any, those of the keys `[groups, KEYS]`
/// and those of the values `[KEYS, groups]`.
///
/// A block is filled position by position, in any cut; what is written for one position depends on
/// nothing but its own key and value.
///
/// @param width elements of a key and of a value
public record HeadLayout(CacheType type, int width) {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final float MOST_F16 = 65504f;
  private static final float MOST_Q8 = 127f;

  public HeadLayout {
    if (width < 1) {
      throw new IllegalArgumentException("a head is not " + width + " wide");
    }
  }

  /// Elements between one value and the next.
  int stride() {
    return AttentionKernel.stride(width);
  }

  /// Scales of a key or of a value.
  int groups() {
    return Math.ceilDiv(width, CacheType.GROUP);
  }

  /// Bytes that the head takes in a block.
  public long bytes() {
    return valueScalesAt() + (long) type.scaleBytes() * KEYS * groups();
  }

  long valuesAt() {
    return (long) type.elementBytes() * KEYS * width;
  }

  long keyScalesAt() {
    return valuesAt() + (long) type.elementBytes() * KEYS * stride();
  }

  long valueScalesAt() {
    return keyScalesAt() + (long) type.scaleBytes() * KEYS * groups();
  }

  /// Writes a position's key, `source[from..from + width)`.
  ///
  /// @param head the head's part of a block, [#bytes] long
  /// @param slot the position's place in the block
  public void storeKey(MemorySegment head, int slot, float[] source, int from) {
    switch (type) {
      case F32 -> {
        for (int i = 0; i < width; i++) {
          head.set(FLOAT, 4L * (i * KEYS + slot), source[from + i]);
        }
      }
      case F16 -> {
        for (int i = 0; i < width; i++) {
          head.set(SHORT, 2L * (i * KEYS + slot), half(source[from + i]));
        }
      }
      case Q8_0 -> {
        for (int group = 0; group < groups(); group++) {
          int start = group * CacheType.GROUP;
          int end = Math.min(width, start + CacheType.GROUP);
          short scale = scale(source, from + start, from + end);
          float inverse = inverse(scale);
          head.set(SHORT, keyScalesAt() + 2L * (group * KEYS + slot), scale);
          for (int i = start; i < end; i++) {
            head.set(
                ValueLayout.JAVA_BYTE, (long) i * KEYS + slot, quant(source[from + i], inverse));
          }
        }
      }
    }
  }

  /// Writes a position's value, likewise.
  public void storeValue(MemorySegment head, int slot, float[] source, int from) {
    long at = valuesAt() + (long) type.elementBytes() * slot * stride();
    switch (type) {
      case F32 -> {
        for (int i = 0; i < width; i++) {
          head.set(FLOAT, at + 4L * i, source[from + i]);
        }
      }
      case F16 -> {
        for (int i = 0; i < width; i++) {
          head.set(SHORT, at + 2L * i, half(source[from + i]));
        }
      }
      case Q8_0 -> {
        for (int group = 0; group < groups(); group++) {
          int start = group * CacheType.GROUP;
          int end = Math.min(width, start + CacheType.GROUP);
          short scale = scale(source, from + start, from + end);
          float inverse = inverse(scale);
          head.set(SHORT, valueScalesAt() + 2L * (slot * groups() + group), scale);
          for (int i = start; i < end; i++) {
            head.set(ValueLayout.JAVA_BYTE, at + i, quant(source[from + i], inverse));
          }
        }
      }
    }
  }

  /// The nearest half; a number too large for one becomes the largest, so that a model with a few
  /// wild keys still answers. NaN stays.
  private static short half(float value) {
    return Float.floatToFloat16(Math.clamp(value, -MOST_F16, MOST_F16));
  }

  /// The scale with which the largest of them becomes 127.
  private static short scale(float[] source, int from, int to) {
    float largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(source[i]));
    }
    return half(largest / MOST_Q8);
  }

  /// By what to multiply for a scale as it will be read back.
  private static float inverse(short scale) {
    float read = Float.float16ToFloat(scale);
    return read == 0 ? 0 : 1 / read;
  }

  private static byte quant(float value, float inverse) {
    return (byte) Math.clamp(Math.rint(value * inverse), -MOST_Q8, MOST_Q8);
  }
}
