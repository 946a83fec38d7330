package dev.ponder.model.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads metadata values, distrusting every count and length in them.
final class ValueReader {
  private static final int LONGEST_STRING = 1 << 24;
  private static final int LARGEST_ARRAY = 1 << 28;
  private static final int DEEPEST_ARRAY = 4;

  /// Objects for nested arrays take more memory than their bytes, so there is a limit on them.
  private static final int MOST_NESTED_ARRAYS = 1 << 16;

  private final Cursor cursor;
  private int nestedArrays;

  ValueReader(Cursor cursor) {
    this.cursor = cursor;
  }

  /// The next value with its type.
  GgufValue next(String what) {
    return next(type(what), what, 0);
  }

  private GgufValue next(ValueType type, String what, int depth) {
    return switch (type) {
      case STRING -> new GgufValue.Str(cursor.nextString(LONGEST_STRING, what));
      case ARRAY -> array(what, depth);
      case UINT8, INT8, UINT16, INT16, UINT32, INT32, FLOAT32, BOOL, UINT64, INT64, FLOAT64 -> {
        byte[] bytes = cursor.nextBytes(type.bytes(), what);
        check(type, bytes, what);
        yield Scalars.at(MemorySegment.ofArray(bytes), 0, type);
      }
    };
  }

  private ValueType type(String what) {
    int id = cursor.nextInt("the type of " + what);
    if (id < 0 || id >= ValueType.values().length) {
      throw cursor.unusable(
          "the type of " + what + " is unknown: number " + Integer.toUnsignedString(id));
    }
    return ValueType.values()[id];
  }

  private GgufValue array(String what, int depth) {
    if (depth == DEEPEST_ARRAY) {
      throw cursor.unusable(what + " nests arrays deeper than " + DEEPEST_ARRAY + " levels");
    }
    ValueType type = type(what);
    int most = LARGEST_ARRAY / type.bytes();
    int count = cursor.nextCount(type.bytes(), most, "the number of elements of " + what);
    return new GgufValue.Arr(
        switch (type) {
          case STRING -> strings(count, what);
          case ARRAY -> arrays(count, what, depth + 1);
          case UINT8, INT8, UINT16, INT16, UINT32, INT32, FLOAT32, BOOL, UINT64, INT64, FLOAT64 -> {
            byte[] bytes = cursor.nextBytes(count * type.bytes(), what);
            check(type, bytes, what);
            yield PackedArray.numbers(type, bytes);
          }
        });
  }

  private List<GgufValue> arrays(int count, String what, int depth) {
    nestedArrays += count;
    if (nestedArrays > MOST_NESTED_ARRAYS) {
      throw cursor.unusable(what + " holds more than " + MOST_NESTED_ARRAYS + " arrays");
    }
    List<GgufValue> arrays = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      arrays.add(array(what, depth));
    }
    return arrays;
  }

  private List<GgufValue> strings(int count, String what) {
    byte[] bytes = new byte[(int) Math.min(count * 8L, cursor.remaining())];
    int[] starts = new int[count + 1];
    for (int i = 0; i < count; i++) {
      int length = cursor.nextCount(1, LONGEST_STRING, "the length of a string in " + what);
      int end = starts[i] + length;
      if (end > LARGEST_ARRAY) {
        throw cursor.unusable(what + " takes more than " + LARGEST_ARRAY + " bytes");
      }
      if (end > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
      }
      cursor.copyTo(bytes, starts[i], length);
      starts[i + 1] = end;
    }
    return PackedArray.strings(Arrays.copyOf(bytes, starts[count]), starts);
  }

  private void check(ValueType type, byte[] bytes, String what) {
    if (type == ValueType.BOOL) {
      for (byte value : bytes) {
        if (value != 0 && value != 1) {
          throw cursor.unusable(what + " is no boolean but " + value);
        }
      }
    }
    if (type == ValueType.UINT64) {
      MemorySegment segment = MemorySegment.ofArray(bytes);
      for (int offset = 0; offset < bytes.length; offset += 8) {
        if (segment.get(ValueLayout.JAVA_BYTE, offset + 7) < 0) {
          throw cursor.unusable(what + " exceeds 63 bits");
        }
      }
    }
  }
}
