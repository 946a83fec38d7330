package dev.ponder.model.transformer;

import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.model.transformer.Layer.Projection;
import java.util.List;
import java.util.Optional;

/// Adds what adapters say to the products of projections.
///
/// The matrices are multiplied as all others are, and rows are added one by one, so a token's
/// result does not depend on those beside it.
final class LowRankProducts {
  private final Kernels kernels;
  private final Workers workers;
  private final float[] middle;
  private final float[] product;

  LowRankProducts(Network network, Transformer.Runtime runtime) {
    kernels = runtime.kernels();
    workers = runtime.workers();
    int tokens = runtime.options().maxBatchTokens();
    middle = Scratch.floats(tokens, highestRank(network));
    product = Scratch.floats(tokens, widest(network));
  }

  /// What the arrays of such products take.
  static long bytes(Network network, int maxTokens) {
    return ((long) highestRank(network) + widest(network)) * maxTokens * Float.BYTES;
  }

  private static int highestRank(Network network) {
    return network.adapters().mapToInt(LowRank::rank).max().orElse(0);
  }

  private static int widest(Network network) {
    return network.adapters().mapToInt(adapter -> adapter.up().rows()).max().orElse(0);
  }

  Kernels kernels() {
    return kernels;
  }

  Workers workers() {
    return workers;
  }

  /// Adds to the products of the input by a projection what its adapters say.
  ///
  /// @param outputs one for each matrix of the projection
  void add(Projection projection, float[] input, int rows, List<float[]> outputs) {
    for (int i = 0; i < projection.adapters().size(); i++) {
      Optional<LowRank> adapter = projection.adapters().get(i);
      if (adapter.isPresent()) {
        add(adapter.get(), input, rows, outputs.get(i));
      }
    }
  }

  private void add(LowRank adapter, float[] input, int rows, float[] output) {
    kernels.multiply(List.of(adapter.down()), input, rows, List.of(middle), workers);
    kernels.multiply(List.of(adapter.up()), middle, rows, List.of(product), workers);
    int width = adapter.up().rows();
    workers.forEachBand(
        rows,
        ResidualStream.TOKEN_GRAIN,
        (from, to, _) -> {
          for (int row = from; row < to; row++) {
            kernels.addScaled(output, row * width, product, row * width, width, adapter.scale());
          }
        });
  }
}
