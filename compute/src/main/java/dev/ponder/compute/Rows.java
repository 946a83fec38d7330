package dev.ponder.compute;

/// A row-major matrix within an array: row `r` begins at `offset + r · stride`. How many rows there
/// are and how wide they are, the operation says.
///
/// @param stride at least the width of a row
public record Rows(float[] values, int offset, int stride) {

  /// @throws IllegalArgumentException when offset or stride is negative
  public Rows {
    if (offset < 0 || stride < 0) {
      throw new IllegalArgumentException(
          "rows cannot begin at %d, %d apart".formatted(offset, stride));
    }
  }

  /// Rows side by side from the array's beginning.
  public static Rows of(float[] values, int width) {
    return new Rows(values, 0, width);
  }

  /// The same rows without their first `columns` elements.
  public Rows from(int columns) {
    return new Rows(values, offset + columns, stride);
  }

  /// The rows from `row` on.
  public Rows below(int row) {
    return new Rows(values, at(row), stride);
  }

  /// Where row `row` begins.
  int at(int row) {
    return offset + row * stride;
  }

  /// Refuses what does not hold `rows` rows of `width`.
  ///
  /// @param name of the operand, for the message
  /// @throws IllegalArgumentException when it does not
  void require(String name, int rows, int width) {
    if (rows < 0 || width < 0) {
      throw new IllegalArgumentException("%d rows of %d".formatted(rows, width));
    }
    if (rows == 0 || width == 0) {
      return;
    }
    if (rows > 1 && stride < width) {
      throw new IllegalArgumentException(
          "rows of %d overlap in %s, %d apart".formatted(width, name, stride));
    }
    if (offset + (rows - 1L) * stride + width > values.length) {
      throw new IllegalArgumentException(
          "%d floats of %s do not hold %d rows of %d from %d, %d apart"
              .formatted(values.length, name, rows, width, offset, stride));
    }
  }
}
