package dev.ponder.model.transformer;

import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.model.transformer.Layer.Activation;
import dev.ponder.model.transformer.Layer.Gated;
import java.util.List;

/// Computes gated feed-forward networks.
final class GatedNetwork {
  private final Scratch scratch;
  private final ResidualStream stream;
  private final Kernels kernels;
  private final Workers workers;

  GatedNetwork(Scratch scratch, ResidualStream stream, Kernels kernels, Workers workers) {
    this.scratch = scratch;
    this.stream = stream;
    this.kernels = kernels;
    this.workers = workers;
  }

  /// Adds what the network makes of the first `rows` rows of `normed` to the stream.
  void apply(Gated layer, int rows) {
    stream.project(layer.inputs(), scratch.feedForwardInputs, rows);
    int width = layer.inputs().weights().getFirst().rows();
    List<float[]> biases = layer.inputs().biases();
    workers.forEachBand(
        rows,
        ResidualStream.TOKEN_GRAIN,
        (from, to, _) -> {
          for (int at = from * width; at < to * width; at += width) {
            addTo(scratch.gate, at, biases.getFirst());
            addTo(scratch.up, at, biases.getLast());
          }
          activate(layer.activation(), from * width, (to - from) * width);
        });
    stream.add(layer.down(), scratch.gate, layer.outputNorm(), rows);
  }

  private void addTo(float[] rows, int offset, float[] bias) {
    if (bias.length > 0) {
      kernels.addScaled(rows, offset, bias, 0, bias.length, 1f);
    }
  }

  /// Leaves the activated products in `gate`.
  private void activate(Activation activation, int offset, int length) {
    switch (activation) {
      case SILU -> kernels.siluMultiply(scratch.gate, scratch.up, offset, length);
      case GELU -> kernels.geluMultiply(scratch.gate, scratch.up, offset, length);
      case CLAMPED_SILU -> kernels.clampedSiluMultiply(scratch.gate, scratch.up, offset, length);
    }
  }
}
