package dev.ponder.model.gguf;

import dev.ponder.compute.Format;
import dev.ponder.compute.Matrix;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// A tensor of an open file.
///
/// @param dimensions as in the file, fastest first: `[columns, rows, ...]`
/// @param data its bytes, mapped; valid while the file is open
public record GgufTensor(String name, Format format, List<Long> dimensions, MemorySegment data) {
  public GgufTensor {
    dimensions = List.copyOf(dimensions);
  }

  /// This tensor as a matrix `[rows, columns]`; one dimension makes one row.
  ///
  /// @throws dev.ponder.model.UnusableModelException when it has more than two dimensions or is too
  ///   large for one
  public Matrix matrix() {
    throw new UnsupportedOperationException("being written");
  }
}
