package dev.ponder.model.transformer;

import dev.ponder.compute.AttentionKernel;
import dev.ponder.compute.AttentionTile;
import dev.ponder.compute.HeadLayout;
import dev.ponder.compute.Workers;
import dev.ponder.model.KvBlock;
import dev.ponder.model.SequenceCache;
import java.util.Arrays;

/// The attention of one layer in one step, cut into chunks of rows times key heads.
///
/// For each such task a tile takes the chunk's queries of all heads that share the key head through
/// the sequence's blocks in order, so that a block is loaded once for all of them. Blocks that lie
/// before the windows of all its queries are not looked at, nor need they hold anything.
///
/// Keys are taken in by runs, which begin at multiples of [#RUN_POSITIONS] whatever a step is made
/// of. Where there are too few tasks to share, as for one token and a single key head, the runs are
/// computed side by side and folded in their order afterwards. So neither who computes what nor how
/// work was cut shows in the result.
final class AttentionTasks {
  /// Keys of a run: enough that folding costs nothing, few enough that a long cache can be shared.
  static final int RUN_POSITIONS = AttentionTile.RUN_BLOCKS * KvBlock.POSITIONS;

  /// Tasks for each thread that make it unlikely that one waits long for another.
  private static final int WELL_SHARED = 4;

  /// Most that is kept of runs that wait to be folded: 16 MiB.
  private static final int MOST_SAVED_FLOATS = 4 << 20;

  private final int layer;
  private final Heads heads;
  private final Layer.Kind kind;
  private final Batch batch;
  private final Scratch scratch;
  private final Means means;

  AttentionTasks(int layer, Layer.Attention weights, Batch batch, Scratch scratch, Means means) {
    this.layer = layer;
    this.heads = weights.heads();
    this.kind = weights.kind();
    this.batch = batch;
    this.scratch = scratch;
    this.means = means;
  }

  /// What attention is computed with: a tile for each thread, and room for runs.
  static final class Means {
    private final AttentionKernel kernel;
    private final HeadLayout layout;
    private final Workers workers;
    private final AttentionTile[] tiles;
    private float[] saved = new float[0];

    /// @param rows most of a tile
    Means(AttentionKernel kernel, HeadLayout layout, int rows, Workers workers) {
      this.kernel = kernel;
      this.layout = layout;
      this.workers = workers;
      tiles = new AttentionTile[workers.threads()];
      Arrays.setAll(tiles, _ -> new AttentionTile(rows, layout));
    }

    private float[] saved(int floats) {
      if (saved.length < floats) {
        saved = new float[floats];
      }
      return saved;
    }
  }

  void compute() {
    int tasks = batch.chunks() * heads.keys();
    if (tasks < WELL_SHARED * means.workers.threads()) {
      int[] starts = runStarts(tasks);
      long floats = (long) starts[tasks] * savedFloats();
      if (starts[tasks] > tasks && floats <= MOST_SAVED_FLOATS) {
        computeByRuns(starts, means.saved((int) floats));
        return;
      }
    }
    means.workers.forEachBand(
        tasks,
        1,
        (from, to, worker) -> {
          for (int task = from; task < to; task++) {
            computeWhole(task, means.tiles[worker]);
          }
        });
  }

  /// Head by head, so that a head's cache stays near; of each the last chunk first.
  private int chunk(int task) {
    return batch.chunks() - 1 - task % batch.chunks();
  }

  private int head(int task) {
    return task / batch.chunks();
  }

  private void computeWhole(int task, AttentionTile tile) {
    load(task, tile);
    for (int run = firstRun(task); run <= lastRun(task); run++) {
      absorb(task, run, tile);
      tile.fold();
    }
    unload(task, tile);
  }

  /// The number of runs of the tasks before each; one more at the end.
  private int[] runStarts(int tasks) {
    int[] starts = new int[tasks + 1];
    for (int task = 0; task < tasks; task++) {
      starts[task + 1] = starts[task] + lastRun(task) - firstRun(task) + 1;
    }
    return starts;
  }

  /// Room for the largest tile.
  private int savedFloats() {
    return means.tiles[0].capacity() * means.tiles[0].savedFloats();
  }

  private void computeByRuns(int[] starts, float[] saved) {
    int tasks = starts.length - 1;
    means.workers.forEachBand(
        starts[tasks],
        1,
        (from, to, worker) -> {
          AttentionTile tile = means.tiles[worker];
          int task = 0;
          for (int run = from; run < to; run++) {
            while (run >= starts[task + 1]) {
              task++;
            }
            load(task, tile);
            absorb(task, firstRun(task) + run - starts[task], tile);
            tile.save(saved, run * savedFloats());
          }
        });
    means.workers.forEachBand(
        tasks,
        1,
        (from, to, worker) -> {
          for (int task = from; task < to; task++) {
            fold(task, starts, saved, means.tiles[worker]);
          }
        });
  }

  private void fold(int task, int[] starts, float[] saved, AttentionTile tile) {
    load(task, tile);
    for (int run = starts[task]; run < starts[task + 1]; run++) {
      tile.restore(saved, run * savedFloats());
      tile.fold();
    }
    unload(task, tile);
  }

  private void load(int task, AttentionTile tile) {
    int from = batch.chunkStarts[chunk(task)];
    int to = batch.chunkStarts[chunk(task) + 1];
    int group = heads.group();
    tile.begin((to - from) * group);
    for (int row = 0; row < tile.rows(); row++) {
      int query = head(task) * group + row % group;
      int at = (from + row / group) * heads.queryWidth() + query * heads.width();
      tile.query(row, scratch.query, at, kind.scale());
      if (kind.sinks().length > 0) {
        tile.sink(row, kind.sinks()[query]);
      }
    }
  }

  private int firstPosition(int task) {
    return batch.positions[batch.chunkStarts[chunk(task)]];
  }

  private int lastPosition(int task) {
    return batch.positions[batch.chunkStarts[chunk(task) + 1] - 1];
  }

  private int firstRun(int task) {
    return firstSeenBy(firstPosition(task)) / RUN_POSITIONS;
  }

  private int lastRun(int task) {
    return lastPosition(task) / RUN_POSITIONS;
  }

  private int firstSeenBy(int position) {
    return kind.window() == 0 ? 0 : Math.max(0, position + 1 - kind.window());
  }

  private void absorb(int task, int run, AttentionTile tile) {
    int first = firstPosition(task);
    int firstBlock =
        Math.max(run * AttentionTile.RUN_BLOCKS, firstSeenBy(first) / KvBlock.POSITIONS);
    int lastBlock =
        Math.min((run + 1) * AttentionTile.RUN_BLOCKS - 1, lastPosition(task) / KvBlock.POSITIONS);
    SequenceCache cache = batch.cache(batch.chunkStarts[chunk(task)]);
    for (int number = firstBlock; number <= lastBlock; number++) {
      KvBlock block = cache.block(kind.span(), number);
      long offset = block.offset(layer) + head(task) * means.layout.bytes();
      tile.append(block.memory(), offset);
    }
    int start = firstBlock * KvBlock.POSITIONS;
    int keys = (lastBlock + 1) * KvBlock.POSITIONS - start;
    for (int row = 0; row < tile.rows(); row++) {
      int position = first + row / heads.group();
      tile.see(
          row,
          Math.clamp(firstSeenBy(position) - start, 0, keys),
          Math.clamp(position + 1 - start, 0, keys));
    }
    means.kernel.absorb(tile);
  }

  private void unload(int task, AttentionTile tile) {
    int from = batch.chunkStarts[chunk(task)];
    int group = heads.group();
    int head = head(task) * group * heads.width();
    for (int row = 0; row < tile.rows(); row++) {
      int target = (from + row / group) * heads.queryWidth() + head;
      tile.result(row, scratch.attended, target + row % group * heads.width());
    }
  }
}
