package dev.ponder.compute;

/// The gate of a SwiGLU network (Shazeer 2020): `silu(gate) · up`, `silu(x) = x / (1 + exp(-x))`.
///
/// @param gate `[rows, width]`
/// @param up `[rows, width]`
public record Gating(int rows, int width, Rows gate, Rows up) {

  /// @throws IllegalArgumentException when an array is too short
  public Gating {
    gate.require("gates", rows, width);
    up.require("gated values", rows, width);
  }

  /// @param output the gradient of the gated values
  /// @param gate where the gradient of `gate` goes; may be `gate` itself
  /// @param up where the gradient of `up` goes; may be `up` itself
  public record Gradient(Rows output, Rows gate, Rows up) {}

  void require(Gradient gradient) {
    gradient.output.require("a gradient", rows, width);
    gradient.gate.require("a gradient", rows, width);
    gradient.up.require("a gradient", rows, width);
  }
}
