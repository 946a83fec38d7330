package dev.ponder.model.transformer;

import dev.ponder.compute.Kernels;
import dev.ponder.compute.Matrix;
import dev.ponder.compute.Scales;
import dev.ponder.model.UnusableModelException;
import dev.ponder.model.gguf.GgufTensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The tensors of a file as weights of known shape.
final class Tensors {
  private final String label;
  private final Map<String, GgufTensor> tensors;
  private final Kernels kernels;
  private final Adapter adapter;
  private final Set<String> read = new HashSet<>();

  /// @param label what messages call the file
  /// @param adapter of these weights
  Tensors(String label, Map<String, GgufTensor> tensors, Kernels kernels, Adapter adapter) {
    this.label = label;
    this.tensors = tensors;
    this.kernels = kernels;
    this.adapter = adapter;
  }

  /// Whether there is a tensor of that name.
  boolean has(String name) {
    return tensors.containsKey(name);
  }

  /// The matrix of that name.
  ///
  /// @throws UnusableModelException when it is missing or of another shape
  Matrix matrix(String name, int rows, int columns) {
    Matrix matrix = tensor(name).matrix();
    if (matrix.rows() != rows || matrix.columns() != columns) {
      throw unusable(
          name,
          "is %d x %d, not %d x %d".formatted(matrix.rows(), matrix.columns(), rows, columns));
    }
    return matrix;
  }

  /// The matrix of that name, whatever its number of rows.
  ///
  /// @throws UnusableModelException when it is missing or its rows have another width
  Matrix matrix(String name, int columns) {
    return matrix(name, tensor(name).matrix().rows(), columns);
  }

  /// The matrices of the three-dimensional tensor of that name, one per expert.
  ///
  /// @throws UnusableModelException when it is missing or of another shape
  List<Matrix> matrices(String name, int count, int rows, int columns) {
    List<Matrix> matrices = tensor(name).matrices();
    Matrix first = matrices.getFirst();
    if (matrices.size() != count || first.rows() != rows || first.columns() != columns) {
      throw unusable(
          name,
          "is %d x %d x %d, not %d x %d x %d"
              .formatted(matrices.size(), first.rows(), first.columns(), count, rows, columns));
    }
    return matrices;
  }

  /// The order of columns of the tensor of that name, where it comes from a file whose experts are
  /// laid out as in the published weights of gpt-oss.
  ///
  /// @throws UnusableModelException when it is missing
  ColumnOrder publishedOrder(String name) {
    return tensor(name).isOllamasMxfp4() ? ColumnOrder.PAIRED : ColumnOrder.PLAIN;
  }

  /// The elements of the one-dimensional tensor of that name.
  ///
  /// @throws UnusableModelException when it is missing, of another length, or holds what is no
  ///   number
  float[] vector(String name, int length) {
    return rows(name, 1, length).getFirst();
  }

  /// The rows of the matrix of that name as elements.
  ///
  /// @throws UnusableModelException as [#vector]
  List<float[]> rows(String name, int count, int length) {
    Matrix matrix = matrix(name, count, length);
    List<float[]> rows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      float[] row = new float[length];
      kernels.dequantizeRow(matrix, i, row, 0);
      rows.add(row);
    }
    return rows;
  }

  /// What is added to the products of the matrix of that name.
  ///
  /// @throws UnusableModelException when it is damaged or does not fit the matrix
  Optional<LowRank> adapter(String name, int rows, int columns) {
    return adapter.beside(name, rows, columns);
  }

  /// Refuses a file that holds biases which nobody read: without them the model would compute
  /// something else; and likewise an adapter. Other unread tensors are tolerated.
  void refuseUnread() {
    adapter.refuseUnread();
    Optional<String> bias =
        tensors.keySet().stream()
            .filter(name -> name.endsWith(".bias") && !read.contains(name))
            .findFirst();
    bias.ifPresent(name -> {
      throw unusable(name, "is a bias that this architecture is not known to have");
    });
  }

  /// The first of those names that the file has, or else the very first.
  String firstOf(String... names) {
    return Stream.of(names).filter(tensors::containsKey).findFirst().orElse(names[0]);
  }

  private GgufTensor tensor(String name) {
    GgufTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw unusable(name, "is missing");
    }
    if (read.add(name) && !Scales.areFinite(tensor.format(), tensor.data())) {
      throw unusable(name, "holds a weight or scale that is not a finite number");
    }
    return tensor;
  }

  /// An exception for that tensor that names the file.
  ///
  /// @param reason what is wrong, as the end of a sentence that starts with the name
  UnusableModelException unusable(String name, String reason) {
    return new UnusableModelException("%s: tensor '%s' %s".formatted(label, name, reason));
  }
}
