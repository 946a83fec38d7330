package dev.ponder.compute;

import java.util.List;
import java.util.Set;

/// The arithmetic of a transformer over float activations.
///
/// Activations are row-major `float[]` of shape `[tokens, width]`. Every output element is summed
/// in an order that depends on nothing but its own row and column: not on the number of tokens,
/// their place in the batch, the tile or the number of threads. So one token alone and the same
/// token in a batch give the same bits.
///
/// Implementations are stateless: any thread may call them.
public interface Kernels {

  /// `outputs.get(i)[t, r] = sum over c of weights.get(i)[r, c] * input[t, c]`, all matrices
  /// sharing the one input, `[tokens, columns]`; outputs are `[tokens, rows]`.
  ///
  /// @throws IllegalArgumentException when the matrices differ in columns or an array is too short
  void multiply(
      List<Matrix> weights, float[] input, int tokens, List<float[]> outputs, Workers workers);

  /// Writes row `row` of the matrix as floats to `output[offset..offset + columns)`.
  void dequantizeRow(Matrix matrix, int row, float[] output, int offset);

  /// The sum of `a[aOffset + i] * b[bOffset + i]` for `i` in `[0, length)`.
  float dot(float[] a, int aOffset, float[] b, int bOffset, int length);

  /// `y[yOffset + i] += scale * x[xOffset + i]` for `i` in `[0, length)`.
  void addScaled(float[] y, int yOffset, float[] x, int xOffset, int length, float scale);

  /// `output[i, j] = dot(a[i], b[j])` over the first `width` floats of the rows, for every row of
  /// `a` and of `b`: attention scores of queries against keys. Each equals [#dot] to the bit.
  void dots(Rows a, Rows b, int width, Rows output);

  /// `output[i, c] += sum over j of weights[i, j] * values[j, c]` for `c` in `[0, width)`, `j`
  /// ascending: attention's weighted sum of values. Calling it for values in two parts, one after
  /// the other, gives the same bits as calling it once.
  void addMixture(Rows weights, Rows values, int width, Rows output);

  /// Root mean square norm: `output[outputOffset + i] = x[xOffset + i] * weight[i] / sqrt(mean(x^2)
  /// + epsilon)` over the length of `weight`. May work in place.
  void rmsNorm(
      float[] x, int xOffset, float[] weight, float epsilon, float[] output, int outputOffset);

  /// Turns `x[offset..offset + length)` into its softmax, in place. The largest element is
  /// subtracted first, so nothing overflows; negative infinity becomes 0.
  void softmax(float[] x, int offset, int length);

  /// `gate[offset + i] = silu(gate[offset + i]) * up[offset + i]` for `i` in `[0, length)`, where
  /// `silu(x) = x / (1 + exp(-x))`: the gate of a SwiGLU feed-forward network.
  void siluMultiply(float[] gate, float[] up, int offset, int length);

  /// Rotates the pairs `(x[offset + i], x[offset + i + half])` by the angles whose cosines and
  /// sines are in the tables, `half` being the tables' length: rotary position embedding as in
  /// GPT-NeoX.
  void rotateHalves(float[] x, int offset, float[] cosines, float[] sines);

  /// Rotates the pairs `(x[offset + 2 i], x[offset + 2 i + 1])` likewise: rotary position embedding
  /// as in the original LLaMA ("NORM" in GGML).
  void rotatePairs(float[] x, int offset, float[] cosines, float[] sines);

  /// The attention that goes with these kernels.
  AttentionKernel attention();

  /// The name for logs and metrics, such as `vector-512` or `scalar`.
  String name();

  /// The fastest kernels that this machine and this Java run-time support, or those that the system
  /// property `ponder.kernels` names: `scalar`, `vector`, `vector-128`, `vector-256`, `vector-512`.
  ///
  /// @throws IllegalArgumentException when it names others
  static Kernels fastest() {
    return KernelChoice.choose();
  }

  /// Runs these kernels on small made-up data, with weights of those formats, until the JIT
  /// compiler has had reason and time to compile them, about a second and at most two: interpreted,
  /// vector code is a hundred times slower, and the first request would pay for it.
  default void warmUp(Set<Format> formats, Workers workers) {
    WarmUp.run(this, formats, workers);
  }
}
