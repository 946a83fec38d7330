package dev.ponder.compute;

import java.util.List;

/// The arithmetic of a transformer over float activations.
///
/// Activations are row-major `float[]` of shape `[tokens, width]`. Every output element is summed
/// in an order that depends on nothing but its own row and column: not on the number of tokens,
/// their place in the batch, the tile or the number of threads. So one token alone and the same
/// token in a batch give the same bits.
public interface Kernels {

  /// `outputs.get(i)[t, r] = sum over c of weights.get(i)[r, c] * input[t, c]`, all matrices
  /// sharing the one input, `[tokens, columns]`; outputs are `[tokens, rows]`.
  void multiply(
      List<Matrix> weights, float[] input, int tokens, List<float[]> outputs, Workers workers);

  /// Writes row `row` of the matrix as floats to `output[offset..offset + columns)`.
  void dequantizeRow(Matrix matrix, int row, float[] output, int offset);

  /// The sum of `a[aOffset + i] * b[bOffset + i]` for `i` in `[0, length)`.
  float dot(float[] a, int aOffset, float[] b, int bOffset, int length);

  /// `y[yOffset + i] += scale * x[xOffset + i]` for `i` in `[0, length)`.
  void addScaled(float[] y, int yOffset, float[] x, int xOffset, int length, float scale);

  /// The name for logs and metrics, such as `vector-512` or `scalar`.
  String name();
}
