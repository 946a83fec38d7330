package dev.ponder.train.network;

import dev.ponder.compute.Into;
import dev.ponder.compute.Norm;
import dev.ponder.compute.Rows;
import dev.ponder.train.Parameter;

/// A root mean square norm of rows, or of each of a row's heads.
///
/// @param weight as long as a head
/// @param heads of a row; 1 for whole rows
record LearnedNorm(Parameter weight, int heads, float epsilon, Compute compute) {

  /// Writes the normed rows.
  ///
  /// @param input `[rows, heads · width]`, as is `output`
  void forward(int rows, Rows input, Rows output) {
    compute.kernels().normalize(norm(rows, input), output, compute.workers());
  }

  /// Adds to the weight's gradients.
  ///
  /// @param input as in the forward pass
  /// @param output the gradient of the output
  /// @param inputGradient where that of the input goes, possibly `output` itself
  void backward(int rows, Rows input, Rows output, Rows inputGradient, Into into) {
    compute
        .kernels()
        .normalizeBackward(
            norm(rows, input),
            new Norm.Gradient(output, inputGradient, into, weight.gradients()),
            compute.workers());
  }

  private Norm norm(int rows, Rows input) {
    return new Norm(rows, heads, weight.columns(), epsilon, input, weight.values());
  }
}
