package dev.ponder.compute;

import java.util.List;
import java.util.function.Consumer;

/// A checked multiplication of one input by several matrices, whose rows count as one range so that
/// one parallel region covers them all.
record Product(List<Matrix> weights, float[] input, int tokens, List<float[]> outputs) {

  /// The rows from `from` to `to`, `to` excluded, of one of the matrices.
  record Part(Matrix matrix, float[] output, int from, int to) {}

  static Product of(List<Matrix> weights, float[] input, int tokens, List<float[]> outputs) {
    if (weights.isEmpty() || weights.size() != outputs.size()) {
      throw new IllegalArgumentException(
          "%d matrices cannot fill %d outputs".formatted(weights.size(), outputs.size()));
    }
    int columns = weights.getFirst().columns();
    requireLength("input", input, tokens, columns);
    for (int i = 0; i < weights.size(); i++) {
      Matrix matrix = weights.get(i);
      if (matrix.columns() != columns) {
        throw new IllegalArgumentException(
            "matrices of %d and %d columns cannot share an input"
                .formatted(columns, matrix.columns()));
      }
      requireLength("output", outputs.get(i), tokens, matrix.rows());
    }
    return new Product(weights, input, tokens, outputs);
  }

  private static void requireLength(String name, float[] array, int tokens, int width) {
    if (tokens < 1 || array.length < (long) tokens * width) {
      throw new IllegalArgumentException(
          "%d floats of %s do not hold %d tokens of %d"
              .formatted(array.length, name, tokens, width));
    }
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

  /// Splits a range of the rows of all matrices into ranges of rows of each.
  void forEachPart(int from, int to, Consumer<Part> action) {
    int first = 0;
    for (int i = 0; i < weights.size(); i++) {
      Matrix matrix = weights.get(i);
      int partFrom = Math.max(from - first, 0);
      int partTo = Math.min(to - first, matrix.rows());
      if (partFrom < partTo) {
        action.accept(new Part(matrix, outputs.get(i), partFrom, partTo));
      }
      first += matrix.rows();
    }
  }
}
