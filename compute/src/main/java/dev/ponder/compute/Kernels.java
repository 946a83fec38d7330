package dev.ponder.compute;

import java.util.List;

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
  default void multiply(
      List<Matrix> weights, float[] input, int tokens, List<float[]> outputs, Workers workers) {
    multiplyGroups(List.of(new Group(weights, 0, tokens)), input, outputs, workers);
  }

  /// As [#multiply] for each group: `outputs.get(i)[t, r] = sum over c of group.weights().get(i)[r,
  /// c] * input[t, c]` for the rows `t` of the group. Rows of no group keep what their outputs
  /// held. All groups together are one parallel region, so that few tokens that are spread over
  /// many experts keep all threads busy.
  ///
  /// @param groups in ascending order of their rows, none overlapping, with equally many matrices
  ///   of the same shapes
  /// @throws IllegalArgumentException when the groups do not fit each other or an array is too
  ///   short
  void multiplyGroups(List<Group> groups, float[] input, List<float[]> outputs, Workers workers);

  /// Writes row `row` of the matrix as floats to `output[offset..offset + columns)`.
  void dequantizeRow(Matrix matrix, int row, float[] output, int offset);

  /// `y[yOffset + i] += scale * x[xOffset + i]` for `i` in `[0, length)`.
  void addScaled(float[] y, int yOffset, float[] x, int xOffset, int length, float scale);

  /// Root mean square norm: `output[outputOffset + i] = x[xOffset + i] * weight[i] / sqrt(mean(x^2)
  /// + epsilon)` over the length of `weight`. May work in place.
  void rmsNorm(
      float[] x, int xOffset, float[] weight, float epsilon, float[] output, int outputOffset);

  /// `gate[offset + i] = silu(gate[offset + i]) * up[offset + i]` for `i` in `[0, length)`, where
  /// `silu(x) = x / (1 + exp(-x))`: the gate of a SwiGLU feed-forward network.
  void siluMultiply(float[] gate, float[] up, int offset, int length);

  /// Likewise with `gelu(x) = x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3)))`: the gate of a
  /// GeGLU network (Hendrycks and Gimpel 2016, the approximation by the hyperbolic tangent).
  void geluMultiply(float[] gate, float[] up, int offset, int length);

  /// Likewise as gpt-oss has it: with `g` the gate up to 7 and `u` the other half between -7 and 7,
  /// `g / (1 + exp(-1.702 g)) * (u + 1)`.
  void clampedSiluMultiply(float[] gate, float[] up, int offset, int length);

  /// Rotates the pairs `(x[offset + i], x[offset + i + half])` by the angles whose cosines and
  /// sines are in the tables, `half` being the tables' length: rotary position embedding as in
  /// GPT-NeoX.
  void rotateHalves(float[] x, int offset, float[] cosines, float[] sines);

  /// Rotates the pairs `(x[offset + 2 i], x[offset + 2 i + 1])` likewise: rotary position embedding
  /// as in the original LLaMA ("NORM" in GGML).
  void rotatePairs(float[] x, int offset, float[] cosines, float[] sines);

  /// The attention that goes with these kernels.
  AttentionKernel attention();

  /// The name for logs and metrics, such as `native-avx512`, `vector-512` or `scalar`.
  String name();

  /// The fastest kernels that this machine and this Java run-time support, or those that the system
  /// property `ponder.kernels` names: those of [#named], or `vector-128`, `vector-256`,
  /// `vector-512` for vectors of other than the best width.
  ///
  /// @throws IllegalArgumentException when it names others
  static Kernels fastest() {
    return KernelChoice.choose();
  }

  /// `native`, compiled from C with 8-bit activations; `vector`, in the Vector API with float ones;
  /// or `scalar`. Those that cannot run here are replaced by the next, which the log tells.
  ///
  /// @throws IllegalArgumentException when there are none of that name
  static Kernels named(String name) {
    return KernelChoice.choose(name);
  }
}
