package dev.ponder.model.transformer;

import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import java.util.List;

/// The rows that run through all layers, and what every layer does to them: norm them, and add its
/// own.
final class ResidualStream {
  /// Rows that are worth a thread for element-wise work.
  static final int TOKEN_GRAIN = 8;

  private final Scratch scratch;
  private final int width;
  private final float epsilon;
  private final Kernels kernels;
  private final Workers workers;
  private final LowRankProducts adapters;

  /// @param adapters of the network, which are added to the products of its projections
  ResidualStream(Scratch scratch, Shape shape, LowRankProducts adapters) {
    this.scratch = scratch;
    width = shape.hidden();
    epsilon = shape.epsilon();
    kernels = adapters.kernels();
    workers = adapters.workers();
    this.adapters = adapters;
  }

  int width() {
    return width;
  }

  Kernels kernels() {
    return kernels;
  }

  Workers workers() {
    return workers;
  }

  /// Leaves the first `rows` rows, normed, in `normed`.
  void normalise(float[] weight, int rows) {
    workers.forEachBand(
        rows,
        TOKEN_GRAIN,
        (from, to, _) -> {
          for (int row = from; row < to; row++) {
            int at = row * width;
            kernels.rmsNorm(scratch.hidden, at, weight, epsilon, scratch.normed, at);
          }
        });
  }

  /// The input of the projections, as [#normalise] left it, multiplied by all of them.
  void project(Layer.Projection projection, List<float[]> outputs, int rows) {
    kernels.multiply(projection.weights(), scratch.normed, rows, outputs, workers);
    adapters.add(projection, scratch.normed, rows, outputs);
  }

  /// Adds the projection of `input`, with its bias and a norm if it has them.
  void add(Layer.Projection projection, float[] input, float[] norm, int rows) {
    kernels.multiply(projection.weights(), input, rows, scratch.changes, workers);
    adapters.add(projection, input, rows, scratch.changes);
    float[] bias = projection.biases().getFirst();
    add(
        (change, row) -> {
          if (bias.length > 0) {
            kernels.addScaled(change, row * width, bias, 0, width, 1f);
          }
        },
        norm,
        rows);
  }

  /// Completes a row of what is to be added.
  interface Completion {
    void complete(float[] change, int row);
  }

  /// Adds the rows of `change` once they are completed and, if it is not empty, normed.
  void add(Completion completion, float[] norm, int rows) {
    workers.forEachBand(
        rows,
        TOKEN_GRAIN,
        (from, to, _) -> {
          for (int row = from; row < to; row++) {
            int at = row * width;
            completion.complete(scratch.change, row);
            if (norm.length > 0) {
              kernels.rmsNorm(scratch.change, at, norm, epsilon, scratch.change, at);
            }
            kernels.addScaled(scratch.hidden, at, scratch.change, at, width, 1f);
          }
        });
  }
}
