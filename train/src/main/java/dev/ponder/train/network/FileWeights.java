package dev.ponder.train.network;

import dev.ponder.compute.Kernels;
import dev.ponder.compute.Matrix;
import dev.ponder.model.UnusableModelException;
import dev.ponder.model.gguf.GgufFile;
import dev.ponder.train.Parameter;
import dev.ponder.train.TransformerShape;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Values from a file, of whatever format, as floats.
final class FileWeights implements Weights {
  private final String label;
  private final GgufFile file;
  private final TransformerShape shape;
  private final Kernels kernels = Kernels.fastest();
  private final Set<String> read = new HashSet<>();

  /// @param label what messages call the file
  FileWeights(String label, GgufFile file, TransformerShape shape) {
    this.label = label;
    this.file = file;
    this.shape = shape;
  }

  /// @throws UnusableModelException when it is missing or of another shape
  @Override
  public Parameter parameter(String name, Parameter.Role role, int rows, int columns) {
    Matrix matrix = matrix(name, rows, columns);
    Parameter parameter = Parameter.of(name, role, rows, columns);
    for (int row = 0; row < rows; row++) {
      int from = HeadOrder.rowInFile(shape, name, row);
      kernels.dequantizeRow(matrix, from, parameter.values(), row * columns);
    }
    return parameter;
  }

  @Override
  public Optional<Parameter> bias(String name, int length) {
    if (file.tensor(name).isEmpty()) {
      return Optional.empty();
    }
    float[] values = vector(name, length);
    Parameter parameter = Parameter.of(name, Parameter.Role.VECTOR, 1, length);
    for (int i = 0; i < length; i++) {
      parameter.values()[i] = values[HeadOrder.rowInFile(shape, name, i)];
    }
    return Optional.of(parameter);
  }

  /// The elements of a vector.
  ///
  /// @throws UnusableModelException when it is missing or of another length
  float[] vector(String name, int length) {
    float[] values = new float[length];
    kernels.dequantizeRow(matrix(name, 1, length), 0, values, 0);
    return values;
  }

  /// The matrix as it is in the file; used only while that is open.
  ///
  /// @throws UnusableModelException when it is missing or of another shape
  Matrix matrix(String name, int rows, int columns) {
    Matrix matrix = file.tensor(name).orElseThrow(() -> unusable(name, "is missing")).matrix();
    if (matrix.rows() != rows || matrix.columns() != columns) {
      throw unusable(
          name,
          "is %d x %d, not %d x %d".formatted(matrix.rows(), matrix.columns(), rows, columns));
    }
    read.add(name);
    return matrix;
  }

  /// Refuses a file with weights that would be lost.
  ///
  /// @throws UnusableModelException when there are tensors that nobody read
  void refuseUnread() {
    file.tensors().keySet().stream()
        .filter(name -> !read.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw unusable(name, "is not known of this architecture, so it cannot be trained");
        });
  }

  private UnusableModelException unusable(String name, String reason) {
    return new UnusableModelException("%s: tensor '%s' %s".formatted(label, name, reason));
  }
}
