package dev.ponder.compute;

import java.util.List;

/// Rows of a product's input that meet matrices of their own, as the tokens that were sent to one
/// expert of a mixture.
///
/// @param weights all of the same number of columns
/// @param from first row of the input
/// @param to behind the last row
public record Group(List<Matrix> weights, int from, int to) {
  public Group {
    if (weights.isEmpty()) {
      throw new IllegalArgumentException("a group needs at least one matrix");
    }
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException(
          "a group takes at least one row, not those from %d to %d".formatted(from, to));
    }
    int columns = weights.getFirst().columns();
    for (Matrix matrix : weights) {
      if (matrix.columns() != columns) {
        throw new IllegalArgumentException(
            "matrices of %d and %d columns cannot share an input"
                .formatted(columns, matrix.columns()));
      }
    }
  }

  int tokens() {
    return to - from;
  }

  int columns() {
    return weights.getFirst().columns();
  }

  /// Rows of all matrices together.
  int totalRows() {
    int total = 0;
    for (Matrix matrix : weights) {
      total = Math.addExact(total, matrix.rows());
    }
    return total;
  }
}
