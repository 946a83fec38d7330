package dev.ponder.model.gguf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Collects a file's header. Integers take the narrowest of the types that readers expect: 32 bits,
/// unsigned for a single value and signed in arrays, else 64; reals 32 bits where nothing is lost.
/// An empty array counts as one of strings.
final class ValueWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  byte[] bytes() {
    return out.toByteArray();
  }

  void putInt(int value) {
    out.writeBytes(little(4).putInt(value).array());
  }

  void putLong(long value) {
    out.writeBytes(little(8).putLong(value).array());
  }

  void putString(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    putLong(bytes.length);
    out.writeBytes(bytes);
  }

  /// The value with its type.
  void put(GgufValue value) {
    ValueType type = type(value);
    putInt(type.ordinal());
    put(type, value);
  }

  private void put(ValueType type, GgufValue value) {
    switch (value) {
      case GgufValue.Int(long integer) when type.bytes() == 4 -> putInt((int) integer);
      case GgufValue.Int(long integer) -> putLong(integer);
      case GgufValue.Real(double real) when type == ValueType.FLOAT32 ->
          putInt(Float.floatToRawIntBits((float) real));
      case GgufValue.Real(double real) -> putLong(Double.doubleToRawLongBits(real));
      case GgufValue.Bool(boolean flag) -> out.write(flag ? 1 : 0);
      case GgufValue.Str(String text) -> putString(text);
      case GgufValue.Arr(List<GgufValue> elements) -> putElements(elements);
    }
  }

  private void putElements(List<GgufValue> elements) {
    ValueType type = elementType(elements);
    putInt(type.ordinal());
    putLong(elements.size());
    for (GgufValue element : elements) {
      put(type, element);
    }
  }

  private static ValueType type(GgufValue value) {
    return switch (value) {
      case GgufValue.Int(long integer) -> {
        if (integer == (integer & 0xFFFFFFFFL)) {
          yield ValueType.UINT32;
        }
        yield integer == (int) integer ? ValueType.INT32 : ValueType.INT64;
      }
      case GgufValue.Real(double real) ->
          Double.compare(real, (float) real) == 0 ? ValueType.FLOAT32 : ValueType.FLOAT64;
      case GgufValue.Bool _ -> ValueType.BOOL;
      case GgufValue.Str _ -> ValueType.STRING;
      case GgufValue.Arr _ -> ValueType.ARRAY;
    };
  }

  private static ValueType elementType(List<GgufValue> elements) {
    if (elements.isEmpty()) {
      return ValueType.STRING;
    }
    ValueType type =
        switch (elements.getFirst()) {
          case GgufValue.Int _ -> ValueType.INT32;
          case GgufValue.Real _ -> ValueType.FLOAT32;
          case GgufValue.Bool _, GgufValue.Str _, GgufValue.Arr _ -> type(elements.getFirst());
        };
    for (GgufValue element : elements) {
      if (element.getClass() != elements.getFirst().getClass()) {
        throw new IllegalArgumentException("the elements of an array must be of one type");
      }
      type = wide(element) ? wider(type) : type;
    }
    return type;
  }

  private static boolean wide(GgufValue value) {
    return switch (value) {
      case GgufValue.Int(long integer) -> integer != (int) integer;
      case GgufValue.Real(double real) -> Double.compare(real, (float) real) != 0;
      case GgufValue.Bool _, GgufValue.Str _, GgufValue.Arr _ -> false;
    };
  }

  private static ValueType wider(ValueType type) {
    return type == ValueType.INT32 || type == ValueType.INT64 ? ValueType.INT64 : ValueType.FLOAT64;
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
