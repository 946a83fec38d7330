package dev.ponder.train.network;

import dev.ponder.compute.Into;
import dev.ponder.compute.Kernels;
import dev.ponder.compute.Matrix;
import dev.ponder.compute.Multiplication;
import dev.ponder.compute.Multiplication.Form;
import dev.ponder.compute.Rows;
import java.util.function.IntUnaryOperator;

/// A matrix that is not learned and stays as it is in its file, of whatever format.
///
/// Before each product its rows become floats, a band of them at a time, in room that all matrices
/// share: so the floats of a band are still in a cache when they are multiplied by, and a model
/// takes no more memory than its file does. Thousands of tokens pay for a band together.
///
/// @param inFile which row of the file is here
/// @param room for a band
record FrozenMatrix(
    Matrix matrix, IntUnaryOperator inFile, Kernels kernels, Room room, Compute compute) {
  /// 4 MB.
  private static final int BAND = 1 << 20;

  /// Fewer would make products of little depth.
  private static final int LEAST_ROWS = 64;

  private static final int GRAIN = 8;

  /// `Y = X Wᵀ`, as [Linear#forward].
  void forward(int rows, Rows input, Rows output, Into into) {
    int step = rowsOfBand();
    for (int first = 0; first < matrix.rows(); first += step) {
      int count = Math.min(step, matrix.rows() - first);
      Rows band = band(first, count);
      multiply(
          new Multiplication(
              Form.RIGHT_TRANSPOSED,
              rows,
              count,
              matrix.columns(),
              input,
              band,
              output.from(first),
              into));
    }
  }

  /// `dX = dY W`.
  void backward(int rows, Linear.Gradient gradient) {
    int step = rowsOfBand();
    for (int first = 0; first < matrix.rows(); first += step) {
      int count = Math.min(step, matrix.rows() - first);
      Rows band = band(first, count);
      multiply(
          new Multiplication(
              Form.PLAIN,
              rows,
              matrix.columns(),
              count,
              gradient.output().from(first),
              band,
              gradient.input(),
              first == 0 ? gradient.into() : Into.ADD));
    }
  }

  /// Writes row `row` as floats.
  void unpack(int row, float[] output, int offset) {
    kernels.dequantizeRow(matrix, inFile.applyAsInt(row), output, offset);
  }

  private int rowsOfBand() {
    return Math.min(matrix.rows(), Math.max(LEAST_ROWS, BAND / matrix.columns()));
  }

  private Rows band(int first, int count) {
    int width = matrix.columns();
    float[] floats = room.of(Math.multiplyExact(count, width));
    compute
        .workers()
        .forEachBand(
            count,
            GRAIN,
            (from, to, _) -> {
              for (int row = from; row < to; row++) {
                unpack(first + row, floats, row * width);
              }
            });
    return Rows.of(floats, width);
  }

  private void multiply(Multiplication multiplication) {
    compute.kernels().multiply(multiplication, compute.workers());
  }
}
