package dev.ponder.model.transformer;

import dev.ponder.compute.Kernels;
import dev.ponder.model.transformer.Layer.Activation;
import dev.ponder.model.transformer.Layer.Gated;
import java.util.List;

/// Computes gated feed-forward networks.
final class GatedNetwork {
  private final Scratch scratch;
  private final ResidualStream stream;
  private final Kernels kernels;

  GatedNetwork(Scratch scratch, ResidualStream stream) {
    this.scratch = scratch;
    this.stream = stream;
    kernels = stream.kernels();
  }

  /// Adds what the network makes of the first `rows` rows of `normed` to the stream.
  void apply(Gated layer, int rows) {
    stream.project(layer.inputs(), scratch.feedForwardInputs, rows);
    int width = layer.inputs().weights().getFirst().rows();
    List<float[]> biases = layer.inputs().biases();
    stream
        .workers()
        .forEachBand(
            rows,
            ResidualStream.TOKEN_GRAIN,
            (from, to, _) -> {
              for (int at = from * width; at < to * width; at += width) {
                addTo(scratch.gate, at, biases.getFirst());
                addTo(scratch.up, at, biases.getLast());
                activate(layer.activation(), scratch.gate, scratch.up, at, width);
              }
            });
    stream.add(layer.output(), scratch.gate, layer.outputNorm(), rows);
  }

  /// Adds a bias, if there is one, to the row that starts there.
  void addTo(float[] rows, int offset, float[] bias) {
    if (bias.length > 0) {
      kernels.addScaled(rows, offset, bias, 0, bias.length, 1f);
    }
  }

  /// Leaves the activated products in `gate`.
  void activate(Activation activation, float[] gate, float[] up, int offset, int length) {
    switch (activation) {
      case SILU -> kernels.siluMultiply(gate, up, offset, length);
      case GELU -> kernels.geluMultiply(gate, up, offset, length);
      case CLAMPED_SILU -> kernels.clampedSiluMultiply(gate, up, offset, length);
    }
  }
}
