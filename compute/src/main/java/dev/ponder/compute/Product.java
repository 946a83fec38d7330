package dev.ponder.compute;

import java.util.List;
import java.util.function.Consumer;

/// A checked multiplication: each group's rows of the input by the group's matrices. The matrices'
/// rows count as one range, group after group, so that one parallel region covers them all.
record Product(List<Group> groups, float[] input, List<float[]> outputs) {

  /// The rows from `from` to `to`, `to` excluded, of one of the matrices of group number `index`.
  record Part(int index, Group group, Matrix matrix, float[] output, int from, int to) {}

  static Product of(List<Group> groups, float[] input, List<float[]> outputs) {
    if (groups.isEmpty()) {
      throw new IllegalArgumentException("a product needs at least one group");
    }
    Group first = groups.getFirst();
    int free = 0;
    for (Group group : groups) {
      requireAlike(first, group);
      if (group.from() < free) {
        throw new IllegalArgumentException(
            "a group from row %d overlaps one up to %d".formatted(group.from(), free));
      }
      free = group.to();
    }
    if (first.weights().size() != outputs.size()) {
      throw new IllegalArgumentException(
          "%d matrices cannot fill %d outputs".formatted(first.weights().size(), outputs.size()));
    }
    requireLength("input", input, free, first.columns());
    for (int i = 0; i < outputs.size(); i++) {
      requireLength("output", outputs.get(i), free, first.weights().get(i).rows());
    }
    return new Product(groups, input, outputs);
  }

  private static void requireAlike(Group first, Group group) {
    if (group.weights().size() != first.weights().size()) {
      throw new IllegalArgumentException(
          "groups of %d and %d matrices cannot share outputs"
              .formatted(first.weights().size(), group.weights().size()));
    }
    for (int i = 0; i < group.weights().size(); i++) {
      Matrix matrix = group.weights().get(i);
      Matrix model = first.weights().get(i);
      if (matrix.rows() != model.rows() || matrix.columns() != model.columns()) {
        throw new IllegalArgumentException(
            "matrices of %d x %d and %d x %d cannot share an output"
                .formatted(model.rows(), model.columns(), matrix.rows(), matrix.columns()));
      }
    }
  }

  private static void requireLength(String name, float[] array, int tokens, int width) {
    if (array.length < (long) tokens * width) {
      throw new IllegalArgumentException(
          "%d floats of %s do not hold %d tokens of %d"
              .formatted(array.length, name, tokens, width));
    }
  }

  int columns() {
    return groups.getFirst().columns();
  }

  /// Rows of all matrices of all groups together.
  int totalRows() {
    return Math.multiplyExact(groups.getFirst().totalRows(), groups.size());
  }

  /// The largest group's.
  int mostTokens() {
    int most = 0;
    for (Group group : groups) {
      most = Math.max(most, group.tokens());
    }
    return most;
  }

  /// Splits a range of the rows of all matrices into ranges of rows of each.
  void forEachPart(int from, int to, Consumer<Part> action) {
    int groupRows = groups.getFirst().totalRows();
    for (int g = from / groupRows; (long) g * groupRows < to; g++) {
      int first = g * groupRows;
      for (int i = 0; i < outputs.size(); i++) {
        Matrix matrix = groups.get(g).weights().get(i);
        int partFrom = Math.max(from - first, 0);
        int partTo = Math.min(to - first, matrix.rows());
        if (partFrom < partTo) {
          action.accept(new Part(g, groups.get(g), matrix, outputs.get(i), partFrom, partTo));
        }
        first += matrix.rows();
      }
    }
  }
}
