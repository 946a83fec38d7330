package dev.ponder.train.network;

import dev.ponder.compute.Gating;
import dev.ponder.compute.Into;
import dev.ponder.compute.Rows;
import dev.ponder.train.TransformerShape;

/// The gated feed-forward network of a layer: `x + down(silu(gate(norm(x))) · up(norm(x)))`.
record FeedForward(
    TransformerShape shape,
    LearnedNorm norm,
    Linear gate,
    Linear up,
    Linear down,
    Compute compute) {

  /// From `layer.middle()` to `output`.
  void forward(int rows, Activations.Layer layer, float[] output) {
    norm.forward(rows, layer.middle(), layer.middleNormed());
    Rows normed = stream(layer.middleNormed());
    gate.forward(rows, normed, inner(layer.gate()), Into.OVERWRITE);
    up.forward(rows, normed, inner(layer.up()), Into.OVERWRITE);
    compute.kernels().gate(gating(rows, layer), inner(layer.gated()), compute.workers());
    System.arraycopy(layer.middle(), 0, output, 0, rows * shape.hidden());
    down.forward(rows, inner(layer.gated()), stream(output), Into.ADD);
  }

  /// Turns the gradient of the output in `gradients.stream()` into that of `layer.middle()`.
  void backward(int rows, Activations.Layer layer, Activations.Gradients gradients) {
    Rows ofGated = inner(gradients.gated());
    down.backward(
        rows,
        inner(layer.gated()),
        new Linear.Gradient(stream(gradients.stream()), ofGated, Into.OVERWRITE));
    Rows ofGate = inner(layer.gate());
    Rows ofUp = inner(layer.up());
    compute
        .kernels()
        .gateBackward(
            gating(rows, layer), new Gating.Gradient(ofGated, ofGate, ofUp), compute.workers());
    Rows normed = stream(layer.middleNormed());
    Rows sum = stream(gradients.normed());
    gate.backward(rows, normed, new Linear.Gradient(ofGate, sum, Into.OVERWRITE));
    up.backward(rows, normed, new Linear.Gradient(ofUp, sum, Into.ADD));
    norm.backward(rows, layer.middle(), gradients.normed(), gradients.stream(), Into.ADD);
  }

  private Gating gating(int rows, Activations.Layer layer) {
    return new Gating(rows, shape.feedForward(), inner(layer.gate()), inner(layer.up()));
  }

  private Rows stream(float[] values) {
    return Rows.of(values, shape.hidden());
  }

  private Rows inner(float[] values) {
    return Rows.of(values, shape.feedForward());
  }
}
