package dev.ponder.compute;

import java.util.Objects;

/// Rows of floats inside an array: row `i` starts at `offset + i * stride`.
///
/// The array is shared with the caller, not copied. How much of each row is meant is said by the
/// operation that it is passed to.
///
/// @param stride floats from the start of one row to the start of the next
/// @param count number of rows, possibly 0
public record Rows(float[] values, int offset, int stride, int count) {
  public Rows {
    if (offset < 0 || stride < 0 || count < 0) {
      throw new IllegalArgumentException(
          "rows cannot start at %d, %d apart, %d of them".formatted(offset, stride, count));
    }
  }

  /// Where row `row` starts.
  public int start(int row) {
    return offset + row * stride;
  }

  /// Checks that the first `width` floats of every row lie inside the array.
  ///
  /// @throws IndexOutOfBoundsException when they do not
  void require(int width) {
    if (count > 0) {
      long last = offset + (long) (count - 1) * stride;
      Objects.checkFromIndexSize(last, (long) width, (long) values.length);
    }
  }
}
