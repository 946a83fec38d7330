package dev.ponder.compute;

import static dev.ponder.compute.AttentionKernel.KEYS;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Turns a head's stored keys and values into floats, exactly: the reference for [VectorUnpacking].
final class ScalarUnpacking {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private ScalarUnpacking() {}

  /// @param head the head's part of a block
  /// @param keys gets `[width, KEYS]`
  /// @param values gets `[KEYS, stride]`
  static void unpack(HeadLayout layout, MemorySegment head, float[] keys, float[] values) {
    for (int i = 0; i < layout.width() * KEYS; i++) {
      long scale = layout.keyScalesAt() + 2L * (i / KEYS / CacheType.GROUP * KEYS + i % KEYS);
      keys[i] = element(layout.type(), head, 0, i) * scale(layout.type(), head, scale);
    }
    int stride = layout.stride();
    for (int i = 0; i < KEYS * stride; i++) {
      long scale = layout.valueScalesAt() + 2L * (i / CacheType.GROUP);
      values[i] =
          element(layout.type(), head, layout.valuesAt(), i) * scale(layout.type(), head, scale);
    }
  }

  private static float element(CacheType type, MemorySegment head, long from, long index) {
    return switch (type) {
      case F32 -> head.get(FLOAT, from + 4 * index);
      case F16 -> Float.float16ToFloat(head.get(SHORT, from + 2 * index));
      case Q8_0 -> head.get(ValueLayout.JAVA_BYTE, from + index);
    };
  }

  private static float scale(CacheType type, MemorySegment head, long at) {
    return switch (type) {
      case F32, F16 -> 1f;
      case Q8_0 -> Float.float16ToFloat(head.get(SHORT, at));
    };
  }
}
