package dev.ponder.compute;

/// Root mean square normalisation of rows, or of each head of rows (Zhang and Sennrich 2019): `y =
/// x · weight / sqrt(mean(x²) + epsilon)`.
///
/// @param rows tokens
/// @param heads of a row, side by side, each normalised by itself; 1 for whole rows
/// @param width of a head, and of the weight, which all heads share
/// @param input `[rows, heads · width]`
public record Norm(int rows, int heads, int width, float epsilon, Rows input, float[] weight) {

  /// @throws IllegalArgumentException when an array is too short
  public Norm {
    input.require("a norm's input", rows, Math.multiplyExact(heads, width));
    if (weight.length != width || width == 0) {
      throw new IllegalArgumentException(
          "%d weights cannot scale heads of %d".formatted(weight.length, width));
    }
  }

  /// @param output the gradient of the norm's output
  /// @param input where the gradient of the norm's input goes; may be the same as `output`
  /// @param into for the input only
  /// @param weight where the gradient of the weight is added
  public record Gradient(Rows output, Rows input, Into into, float[] weight) {}

  void require(Gradient gradient) {
    gradient.output.require("a gradient", rows, heads * width);
    gradient.input.require("a gradient", rows, heads * width);
    if (gradient.weight.length != width) {
      throw new IllegalArgumentException(
          "%d gradients of %d weights".formatted(gradient.weight.length, width));
    }
  }
}
