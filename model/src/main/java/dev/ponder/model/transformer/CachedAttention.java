package dev.ponder.model.transformer;

import dev.ponder.compute.AttentionKernel;
import dev.ponder.compute.AttentionTile;
import dev.ponder.compute.HeadLayout;
import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.model.KvBlock;
import dev.ponder.model.SequenceCache;
import dev.ponder.model.transformer.Layer.Attention;
import dev.ponder.model.transformer.Layer.HeadNorms;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Collectors;

/// Causal grouped-query attention over the paged cache.
///
/// The work of a layer is the product of chunks of rows and key heads. For each such task a tile
/// takes the chunk's queries of all heads that share the key head through the sequence's blocks in
/// order, so that a block is loaded once for all of them. Blocks that lie before the windows of all
/// its queries are not looked at, nor need they hold anything. Each task is independent of the
/// others, so who computes it does not show in the result.
final class CachedAttention {
  /// Rows of a tile: enough to amortise loading a block, few enough to stay in the first-level
  /// cache beside it.
  private static final int TILE_ROWS = 32;

  private static final int TOKEN_GRAIN = 8;

  private final float epsilon;
  private final List<Angles> rotations;
  private final Kernels kernels;
  private final Workers workers;
  private final AttentionKernel attention;
  private final HeadLayout layout;
  private final AttentionTile[] tiles;

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
    attention = kernels.attention();
    tiles = new AttentionTile[workers.threads()];
    int rows = chunkTokens(shape) * shape.largestGroup();
    for (int i = 0; i < tiles.length; i++) {
      tiles[i] = new AttentionTile(rows, layout);
    }
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
    Task task = new Task(layer, weights.heads(), weights.kind(), batch, scratch);
    workers.forEachBand(
        batch.chunks() * weights.heads().keys(),
        1,
        (from, to, worker) -> {
          for (int i = from; i < to; i++) {
            task.run(i, tiles[worker]);
          }
        });
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

  /// The attention of one layer, cut into chunks of rows times key heads.
  private final class Task {
    private final int layer;
    private final Heads heads;
    private final Layer.Kind kind;
    private final Batch batch;
    private final Scratch scratch;

    Task(int layer, Heads heads, Layer.Kind kind, Batch batch, Scratch scratch) {
      this.layer = layer;
      this.heads = heads;
      this.kind = kind;
      this.batch = batch;
      this.scratch = scratch;
    }

    /// Head by head, so that a head's cache stays near; of each the last chunk first.
    void run(int index, AttentionTile tile) {
      int chunk = batch.chunks() - 1 - index % batch.chunks();
      int head = index / batch.chunks();
      int from = batch.chunkStarts[chunk];
      int to = batch.chunkStarts[chunk + 1];
      load(tile, head, from, to);
      absorbBlocks(tile, head, from);
      unload(tile, head, from, to);
    }

    private void load(AttentionTile tile, int head, int from, int to) {
      int group = heads.group();
      tile.begin((to - from) * group);
      for (int row = 0; row < tile.rows(); row++) {
        int query = head * group + row % group;
        int at = (from + row / group) * heads.queryWidth() + query * heads.width();
        tile.query(row, scratch.query, at, kind.scale());
        if (kind.sinks().length > 0) {
          tile.sink(row, kind.sinks()[query]);
        }
      }
    }

    private void absorbBlocks(AttentionTile tile, int head, int from) {
      int first = batch.positions[from];
      int last = first + tile.rows() / heads.group() - 1;
      SequenceCache cache = batch.cache(from);
      int start = firstSeenBy(first) / KvBlock.POSITIONS * KvBlock.POSITIONS;
      for (; start <= last; start += KvBlock.POSITIONS) {
        for (int row = 0; row < tile.rows(); row++) {
          int position = first + row / heads.group();
          tile.see(row, inBlock(firstSeenBy(position) - start), inBlock(position + 1 - start));
        }
        KvBlock block = cache.block(kind.span(), start / KvBlock.POSITIONS);
        attention.absorb(tile, block.memory(), block.offset(layer) + head * layout.bytes());
      }
    }

    private int firstSeenBy(int position) {
      return kind.window() == 0 ? 0 : Math.max(0, position + 1 - kind.window());
    }

    private static int inBlock(int key) {
      return Math.clamp(key, 0, KvBlock.POSITIONS);
    }

    private void unload(AttentionTile tile, int head, int from, int to) {
      int group = heads.group();
      for (int row = from; row < to; row++) {
        int target = row * heads.queryWidth() + head * group * heads.width();
        for (int i = 0; i < group; i++) {
          tile.result((row - from) * group + i, scratch.attended, target + i * heads.width());
        }
      }
    }
  }
}
