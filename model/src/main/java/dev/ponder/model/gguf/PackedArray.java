package dev.ponder.model.gguf;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.RandomAccess;

/// An array as its bytes in the file. A vocabulary of 150,000 strings takes a few megabytes this
/// way, and a hostile array no more memory than its share of the file; elements are made on demand.
final class PackedArray extends AbstractList<GgufValue> implements RandomAccess {
  private final ValueType type;
  private final MemorySegment bytes;
  private final int[] starts;
  private final int size;

  private PackedArray(ValueType type, byte[] bytes, int[] starts, int size) {
    this.type = type;
    this.bytes = MemorySegment.ofArray(bytes);
    this.starts = starts;
    this.size = size;
  }

  /// An array of values that all take the same space.
  static PackedArray numbers(ValueType type, byte[] bytes) {
    return new PackedArray(type, bytes, new int[0], bytes.length / type.bytes());
  }

  /// An array of strings.
  ///
  /// @param starts where each begins in `bytes`, and at the end where the last one ends
  static PackedArray strings(byte[] bytes, int[] starts) {
    return new PackedArray(ValueType.STRING, bytes, starts, starts.length - 1);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public GgufValue get(int index) {
    java.util.Objects.checkIndex(index, size);
    return switch (type) {
      case STRING -> new GgufValue.Str(string(index));
      case ARRAY -> throw new IllegalStateException("arrays are not packed");
      case UINT8, INT8, UINT16, INT16, UINT32, INT32, FLOAT32, BOOL, UINT64, INT64, FLOAT64 ->
          Scalars.at(bytes, (long) index * type.bytes(), type);
    };
  }

  private String string(int index) {
    byte[] all = (byte[]) bytes.heapBase().orElseThrow();
    return new String(
        all, starts[index], starts[index + 1] - starts[index], StandardCharsets.UTF_8);
  }
}
