package dev.ponder.train.network;

import dev.ponder.compute.Gating;
import dev.ponder.compute.Into;
import dev.ponder.compute.Rows;
import dev.ponder.train.TransformerShape;

/// The gated feed-forward network of a layer: `x + down(silu(gate(norm(x))) · up(norm(x)))`.
///
/// @param inputs gate and up, side by side
record FeedForward(
    TransformerShape shape, LearnedNorm norm, Linear inputs, Linear down, Compute compute) {

  /// From `layer.middle()` to `output`.
  void forward(int rows, Activations.Layer layer, float[] output) {
    Rows middle = stream(layer.middle());
    Rows normed = stream(layer.middleNormed());
    norm.forward(rows, middle, normed);
    inputs.forward(rows, normed, halves(layer), Into.OVERWRITE);
    Rows gated = inner(layer.gated());
    compute.kernels().gate(gating(rows, layer), gated, compute.workers());
    System.arraycopy(layer.middle(), 0, output, 0, rows * shape.hidden());
    down.forward(rows, gated, stream(output), Into.ADD);
  }

  /// Turns the gradient of the output in `gradients.stream()` into that of `layer.middle()`.
  void backward(int rows, Activations.Layer layer, Activations.Gradients gradients) {
    Rows ofStream = stream(gradients.stream());
    Rows ofGated = inner(gradients.gated());
    down.backward(
        rows, inner(layer.gated()), new Linear.Gradient(ofStream, ofGated, Into.OVERWRITE));
    Gating gating = gating(rows, layer);
    compute
        .kernels()
        .gateBackward(
            gating, new Gating.Gradient(ofGated, gating.gate(), gating.up()), compute.workers());
    Rows ofNormed = stream(gradients.normed());
    inputs.backward(
        rows,
        stream(layer.middleNormed()),
        new Linear.Gradient(halves(layer), ofNormed, Into.OVERWRITE));
    norm.backward(rows, stream(layer.middle()), ofNormed, ofStream, Into.ADD);
  }

  private Gating gating(int rows, Activations.Layer layer) {
    int width = shape.feedForward();
    return new Gating(rows, width, halves(layer), halves(layer).from(width));
  }

  /// Gate and up.
  private Rows halves(Activations.Layer layer) {
    return Rows.of(layer.halves(), 2 * shape.feedForward());
  }

  private Rows stream(float[] values) {
    return Rows.of(values, shape.hidden());
  }

  private Rows inner(float[] values) {
    return Rows.of(values, shape.feedForward());
  }
}
