package dev.ponder.model.gguf;

import dev.ponder.compute.Format;
import dev.ponder.compute.Matrix;
import dev.ponder.model.UnusableModelException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// A tensor of an open file.
///
/// @param type its number in the file, which says more than the format where two programs have
///   numbers of their own for one
/// @param dimensions as in the file, fastest first: `[columns, rows, ...]`; at least one, each at
///   least 1
/// @param data its bytes, mapped; valid while the file is open
public record GgufTensor(
    String name, int type, Format format, List<Long> dimensions, MemorySegment data) {
  private static final int MOST_MATRICES = 1 << 12;

  public GgufTensor {
    dimensions = List.copyOf(dimensions);
  }

  /// Whether its type is the one that Ollama's first files of gpt-oss have for MXFP4.
  public boolean isOllamasMxfp4() {
    return type == TensorTypes.OLLAMA_MXFP4;
  }

  /// This tensor as matrices `[rows, columns]`, one after the other; two dimensions make one
  /// matrix.
  ///
  /// @throws UnusableModelException when it has more than three dimensions or is too large
  public List<Matrix> matrices() {
    if (dimensions.size() < 3) {
      return List.of(matrix());
    }
    long count = dimensions.get(2);
    List<Long> each = new ArrayList<>(dimensions);
    each.remove(2);
    if (count > MOST_MATRICES) {
      throw new UnusableModelException(
          "tensor %s holds %d matrices, more than %d"
              .formatted(Cursor.quoted(name), count, MOST_MATRICES));
    }
    long bytes = data.byteSize() / count;
    List<Matrix> matrices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      matrices.add(
          new GgufTensor(name, type, format, each, data.asSlice(i * bytes, bytes)).matrix());
    }
    return matrices;
  }

  /// This tensor as a matrix `[rows, columns]`; one dimension makes one row.
  ///
  /// @throws UnusableModelException when it has more than two dimensions or is too large for one
  public Matrix matrix() {
    long columns = dimensions.getFirst();
    long rows = dimensions.size() == 1 ? 1 : dimensions.get(1);
    if (dimensions.size() > 2) {
      throw new UnusableModelException(
          "tensor %s is no matrix: its dimensions are %s"
              .formatted(Cursor.quoted(name), dimensions));
    }
    if (columns > Integer.MAX_VALUE || rows > Integer.MAX_VALUE) {
      throw new UnusableModelException(
          "tensor %s is too large for a matrix: its dimensions are %s"
              .formatted(Cursor.quoted(name), dimensions));
    }
    return new Matrix(format, (int) rows, (int) columns, data);
  }
}
