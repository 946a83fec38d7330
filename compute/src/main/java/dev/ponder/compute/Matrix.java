package dev.ponder.compute;

import java.lang.foreign.MemorySegment;

/// A weight matrix, row-major, shape `[rows, columns]`: each row is one output's weights.
///
/// @param data exactly the bytes of all rows, native memory (usually a mapped file) that must stay
///   open as long as the matrix is used
public record Matrix(Format format, int rows, int columns, MemorySegment data) {
  public Matrix {
    long expected = Math.multiplyExact(format.bytes(columns), (long) rows);
    if (rows < 1 || columns < 1 || data.byteSize() != expected) {
      throw new IllegalArgumentException(
          "a %s matrix of %d x %d takes %d bytes, not %d"
              .formatted(format, rows, columns, expected, data.byteSize()));
    }
    if (!data.isNative()) {
      throw new IllegalArgumentException("a matrix lies in native memory, not on the heap");
    }
  }

  /// Bytes of one row.
  public long rowBytes() {
    return format.bytes(columns);
  }
}
