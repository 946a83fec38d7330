package dev.ponder.model.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Reads single metadata values.
final class Scalars {
  private Scalars() {}

  /// The value of a numeric or boolean type at that offset.
  static GgufValue at(MemorySegment bytes, long offset, ValueType type) {
    return switch (type) {
      case UINT8 -> new GgufValue.Int(bytes.get(ValueLayout.JAVA_BYTE, offset) & 0xFF);
      case INT8 -> new GgufValue.Int(bytes.get(ValueLayout.JAVA_BYTE, offset));
      case UINT16 -> new GgufValue.Int(bytes.get(Cursor.SHORT, offset) & 0xFFFF);
      case INT16 -> new GgufValue.Int(bytes.get(Cursor.SHORT, offset));
      case UINT32 -> new GgufValue.Int(bytes.get(Cursor.INT, offset) & 0xFFFFFFFFL);
      case INT32 -> new GgufValue.Int(bytes.get(Cursor.INT, offset));
      case UINT64, INT64 -> new GgufValue.Int(bytes.get(Cursor.LONG, offset));
      case FLOAT32 -> new GgufValue.Real(Float.intBitsToFloat(bytes.get(Cursor.INT, offset)));
      case FLOAT64 -> new GgufValue.Real(Double.longBitsToDouble(bytes.get(Cursor.LONG, offset)));
      case BOOL -> new GgufValue.Bool(bytes.get(ValueLayout.JAVA_BYTE, offset) != 0);
      case STRING, ARRAY -> throw new IllegalArgumentException(type + " is no single value");
    };
  }
}
