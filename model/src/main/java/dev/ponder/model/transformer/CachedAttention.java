package dev.ponder.model.transformer;

import dev.ponder.compute.AttentionKernel;
import dev.ponder.compute.AttentionTile;
import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.model.KvBlock;
import java.util.List;
import java.util.Optional;

/// Causal grouped-query attention over the paged cache.
///
/// The work of a layer is the product of chunks of rows and key heads. For each such task a tile
/// takes the chunk's queries of all heads that share the key head through the sequence's blocks in
/// order, so that a block is loaded once for all of them. Each task is independent of the others,
/// so who computes it does not show in the result.
final class CachedAttention {
  /// Rows of a tile: enough to amortise loading a block, few enough to stay in the first-level
  /// cache beside it.
  private static final int TILE_ROWS = 32;

  private static final int TOKEN_GRAIN = 8;

  private final Shape shape;
  private final Rope rope;
  private final Kernels kernels;
  private final Workers workers;
  private final AttentionKernel attention;
  private final AttentionTile[] tiles;
  private final int stride;
  private final float scale;

  CachedAttention(Network network, Kernels kernels, Workers workers) {
    shape = network.shape();
    rope = network.rope();
    this.kernels = kernels;
    this.workers = workers;
    attention = kernels.attention();
    stride = AttentionKernel.stride(shape.headWidth());
    scale = (float) (1 / Math.sqrt(shape.headWidth()));
    tiles = new AttentionTile[workers.threads()];
    int rows = chunkTokens(shape) * shape.headsPerKv();
    for (int i = 0; i < tiles.length; i++) {
      tiles[i] = new AttentionTile(rows, shape.headWidth());
    }
  }

  /// Rows of a chunk.
  static int chunkTokens(Shape shape) {
    return Math.max(1, TILE_ROWS / shape.headsPerKv());
  }

  /// Floats that the keys of one position take in one layer of a [KvBlock].
  static int cacheWidth(Shape shape) {
    return shape.kvHeads() * AttentionKernel.stride(shape.headWidth());
  }

  /// Computes the angles of all positions, for every layer of the step.
  void computeAngles(Batch batch, Scratch scratch) {
    workers.forEachBand(
        batch.tokens(),
        TOKEN_GRAIN,
        (from, to, _) -> {
          for (int row = from; row < to; row++) {
            rope.angles(batch.positions[row], scratch.cosines[row], scratch.sines[row]);
          }
        });
  }

  /// Norms and rotates queries and keys, writes keys and values to the cache, and leaves what each
  /// row attended to in `attended`.
  void attend(int layer, Optional<Layer.HeadNorms> norms, Batch batch, Scratch scratch) {
    workers.forEachBand(
        batch.tokens(),
        TOKEN_GRAIN,
        (from, to, _) -> {
          for (int row = from; row < to; row++) {
            if (norms.isPresent()) {
              normHeads(norms.get(), row, scratch);
            }
            rotateHeads(row, scratch);
            store(layer, row, batch, scratch);
          }
        });
    workers.forEachBand(
        batch.chunks() * shape.kvHeads(),
        1,
        (from, to, worker) -> {
          for (int task = from; task < to; task++) {
            attendTask(layer, task, batch, scratch, tiles[worker]);
          }
        });
  }

  private void normHeads(Layer.HeadNorms norms, int row, Scratch scratch) {
    normEach(scratch.query, row * shape.queryWidth(), shape.heads(), norms.query());
    normEach(scratch.key, row * shape.kvWidth(), shape.kvHeads(), norms.key());
  }

  private void normEach(float[] heads, int offset, int count, float[] weight) {
    for (int head = 0; head < count; head++) {
      int at = offset + head * shape.headWidth();
      kernels.rmsNorm(heads, at, weight, shape.epsilon(), heads, at);
    }
  }

  private void rotateHeads(int row, Scratch scratch) {
    rotateEach(scratch.query, row * shape.queryWidth(), shape.heads(), row, scratch);
    rotateEach(scratch.key, row * shape.kvWidth(), shape.kvHeads(), row, scratch);
  }

  private void rotateEach(float[] heads, int offset, int count, int row, Scratch scratch) {
    for (int head = 0; head < count; head++) {
      int at = offset + head * shape.headWidth();
      rope.rotate(kernels, heads, at, scratch.cosines[row], scratch.sines[row]);
    }
  }

  private void store(int layer, int row, Batch batch, Scratch scratch) {
    int position = batch.positions[row];
    KvBlock block = batch.blocks(row).get(position / KvBlock.POSITIONS);
    float[] keys = block.keys().get(layer);
    float[] values = block.values().get(layer);
    int width = shape.headWidth();
    int slot = position % KvBlock.POSITIONS;
    for (int head = 0; head < shape.kvHeads(); head++) {
      int from = row * shape.kvWidth() + head * width;
      int to = head * KvBlock.POSITIONS * stride;
      for (int i = 0; i < width; i++) {
        keys[to + i * KvBlock.POSITIONS + slot] = scratch.key[from + i];
      }
      System.arraycopy(scratch.value, from, values, to + slot * stride, width);
    }
  }

  /// Head by head, so that a head's cache stays near; of each the last chunk first.
  private void attendTask(int layer, int task, Batch batch, Scratch scratch, AttentionTile tile) {
    int chunk = batch.chunks() - 1 - task % batch.chunks();
    int head = task / batch.chunks();
    int from = batch.chunkStarts[chunk];
    int to = batch.chunkStarts[chunk + 1];
    load(tile, head, from, to, scratch);
    absorbBlocks(tile, layer, head, from, batch);
    unload(tile, head, from, to, scratch);
  }

  private void load(AttentionTile tile, int head, int from, int to, Scratch scratch) {
    int group = shape.headsPerKv();
    tile.begin((to - from) * group);
    for (int row = from; row < to; row++) {
      int query = row * shape.queryWidth() + head * group * shape.headWidth();
      for (int i = 0; i < group; i++) {
        tile.query((row - from) * group + i, scratch.query, query + i * shape.headWidth(), scale);
      }
    }
  }

  private void absorbBlocks(AttentionTile tile, int layer, int head, int from, Batch batch) {
    int group = shape.headsPerKv();
    int first = batch.positions[from];
    int last = first + tile.rows() / group - 1;
    List<KvBlock> blocks = batch.blocks(from);
    int offset = head * KvBlock.POSITIONS * stride;
    for (int start = 0; start <= last; start += KvBlock.POSITIONS) {
      for (int row = 0; row < tile.rows(); row++) {
        tile.see(row, Math.clamp(first + row / group + 1 - start, 0, KvBlock.POSITIONS));
      }
      int firstRow = Math.max(0, start - first) * group;
      KvBlock block = blocks.get(start / KvBlock.POSITIONS);
      attention.absorb(tile, firstRow, block.keys().get(layer), block.values().get(layer), offset);
    }
  }

  private void unload(AttentionTile tile, int head, int from, int to, Scratch scratch) {
    int group = shape.headsPerKv();
    for (int row = from; row < to; row++) {
      int target = row * shape.queryWidth() + head * group * shape.headWidth();
      for (int i = 0; i < group; i++) {
        tile.result((row - from) * group + i, scratch.attended, target + i * shape.headWidth());
      }
    }
  }
}
