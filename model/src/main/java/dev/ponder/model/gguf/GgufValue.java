package dev.ponder.model.gguf;

import java.util.List;

/// A metadata value.
public sealed interface GgufValue {

  /// Any of the integer types; an unsigned 64-bit value above `Long.MAX_VALUE` is refused at open.
  record Int(long value) implements GgufValue {}

  /// A 32- or 64-bit float.
  record Real(double value) implements GgufValue {}

  /// A boolean.
  record Bool(boolean value) implements GgufValue {}

  /// A string.
  record Str(String value) implements GgufValue {}

  /// An array, its elements all of one type.
  record Arr(List<GgufValue> elements) implements GgufValue {
    public Arr {
      // A packed array is immutable already, and a copy of it would be many times its size.
      elements = elements instanceof PackedArray ? elements : List.copyOf(elements);
    }
  }
}
