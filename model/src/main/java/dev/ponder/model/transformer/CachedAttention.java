package dev.ponder.model.transformer;

import dev.ponder.compute.HeadLayout;
import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.model.KvBlock;
import dev.ponder.model.transformer.Layer.Attention;
import dev.ponder.model.transformer.Layer.HeadNorms;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Collectors;

/// Causal grouped-query attention over the paged cache.
///
/// Each row's keys and values are completed and stored first, then [AttentionTasks] lets all rows
/// attend.
final class CachedAttention {
  /// Rows of a tile: enough to amortise loading a block, few enough to stay in the first-level
  /// cache beside it.
  private static final int TILE_ROWS = 64;

  private static final int TOKEN_GRAIN = 8;

  private final float epsilon;
  private final List<Angles> rotations;
  private final Kernels kernels;
  private final Workers workers;
  private final HeadLayout layout;
  private final AttentionTasks.Means means;

  CachedAttention(Network network, Transformer.Runtime runtime) {
    Shape shape = network.shape();
    int maxTokens = runtime.options().maxBatchTokens();
    epsilon = shape.epsilon();
    rotations =
        network.rotations().stream()
            .map(rotation -> new Angles(rotation, shape.contextLength(), maxTokens))
            .toList();
    kernels = runtime.kernels();
    workers = runtime.workers();
    layout = new HeadLayout(runtime.options().cacheType(), shape.headWidth());
    means =
        new AttentionTasks.Means(
            kernels.attention(), layout, chunkTokens(shape) * shape.largestGroup(), workers);
  }

  /// Rows of a chunk.
  static int chunkTokens(Shape shape) {
    return Math.max(1, TILE_ROWS / shape.largestGroup());
  }

  /// Chooses rotations for sequences up to that length.
  void expect(int contextLength) {
    rotations.forEach(angles -> angles.expect(contextLength));
  }

  /// Tells the rotations from others that could have been chosen.
  String variant() {
    return rotations.stream().map(Angles::variant).collect(Collectors.joining(" "));
  }

  /// Computes the angles of all positions, for every layer of the step.
  void computeAngles(Batch batch) {
    workers.forEachBand(
        batch.tokens(),
        TOKEN_GRAIN,
        (from, to, _) -> {
          for (int row = from; row < to; row++) {
            for (Angles angles : rotations) {
              angles.compute(row, batch.positions[row]);
            }
          }
        });
  }

  /// Completes queries, keys and values, writes keys and values to the cache, and leaves what each
  /// row attended to in `attended`.
  void attend(int layer, Attention weights, Batch batch, Scratch scratch) {
    workers.forEachBand(
        batch.tokens(),
        TOKEN_GRAIN,
        (from, to, _) -> {
          for (int row = from; row < to; row++) {
            complete(weights, row, scratch);
            store(layer, weights, row, batch, scratch);
          }
        });
    new AttentionTasks(layer, weights, batch, scratch, means).compute();
  }

  /// Adds biases, norms heads and turns them, for one row.
  private void complete(Attention weights, int row, Scratch scratch) {
    Heads heads = weights.heads();
    int query = row * heads.queryWidth();
    int key = row * heads.kvWidth();
    List<float[]> biases = weights.inputs().biases();
    addTo(scratch.query, query, biases.get(0));
    addTo(scratch.key, key, biases.get(1));
    addTo(scratch.value, key, biases.get(2));
    if (weights.headNorms().isPresent()) {
      HeadNorms norms = weights.headNorms().get();
      normEach(scratch.query, query, heads.queries(), norms.query());
      normEach(scratch.key, key, heads.keys(), norms.key());
    }
    Angles angles = rotations.get(weights.kind().rotation());
    angles.rotate(kernels, row, scratch.query, query, heads.queries(), heads.width());
    angles.rotate(kernels, row, scratch.key, key, heads.keys(), heads.width());
  }

  private void addTo(float[] rows, int offset, float[] bias) {
    if (bias.length > 0) {
      kernels.addScaled(rows, offset, bias, 0, bias.length, 1f);
    }
  }

  private void normEach(float[] heads, int offset, int count, float[] weight) {
    for (int head = 0; head < count; head++) {
      int at = offset + head * weight.length;
      kernels.rmsNorm(heads, at, weight, epsilon, heads, at);
    }
  }

  /// Rounds a row's keys and values to the cache's type. They are read from there only.
  private void store(int layer, Attention weights, int row, Batch batch, Scratch scratch) {
    int position = batch.positions[row];
    KvBlock block = batch.cache(row).block(weights.kind().span(), position / KvBlock.POSITIONS);
    int slot = position % KvBlock.POSITIONS;
    Heads heads = weights.heads();
    for (int head = 0; head < heads.keys(); head++) {
      int from = row * heads.kvWidth() + head * heads.width();
      MemorySegment place =
          block.memory().asSlice(block.offset(layer) + head * layout.bytes(), layout.bytes());
      layout.storeKey(place, slot, scratch.key, from);
      layout.storeValue(place, slot, scratch.value, from);
    }
  }
}
