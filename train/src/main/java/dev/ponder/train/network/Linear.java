package dev.ponder.train.network;

import dev.ponder.compute.Into;
import dev.ponder.compute.Rows;

/// A linear map of rows, whatever its weights look like.
///
/// It keeps nothing of a forward pass: the backward pass is given the same input again.
interface Linear {

  /// Maps the first rows.
  ///
  /// @param input `[rows, inputs]`
  /// @param output `[rows, outputs]`
  void forward(int rows, Rows input, Rows output, Into into);

  /// Adds to the gradients of what is learned of this map.
  ///
  /// @param input as in the forward pass
  void backward(int rows, Rows input, Gradient gradient);

  /// @param output the gradient of the output, `[rows, outputs]`
  /// @param input where the gradient of the input goes, `[rows, inputs]`
  /// @param into for the input
  record Gradient(Rows output, Rows input, Into into) {}
}
