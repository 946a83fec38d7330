package dev.ponder.model;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Where cache blocks come from: native memory, outside the Java heap, so that its size need not be
/// known when the process starts and the collector never looks at it. A block is taken when it is
/// asked for; all go back together.
///
/// Thread-safe. Nobody may compute with a block of it once it is closed.
public final class KvMemory implements AutoCloseable {
  private static final int CACHE_LINE = 64;

  private final ModelConfig config;
  private final Map<KvSpan, long[]> offsets = new EnumMap<>(KvSpan.class);
  private final Arena arena = Arena.ofShared();

  /// For blocks of that model.
  public KvMemory(ModelConfig config) {
    this.config = config;
    for (KvSpan span : KvSpan.values()) {
      offsets.put(span, offsets(config, span));
    }
  }

  /// A zeroed block.
  ///
  /// @throws OutOfMemoryError when the system gives no more
  public KvBlock allocate(KvSpan span) {
    return new KvBlock(
        arena.allocate(config.blockBytes(span), CACHE_LINE),
        offsets.getOrDefault(span, new long[0]));
  }

  /// A cache for one sequence alone. Blocks of layers with a window are used in turn.
  ///
  /// @param positions most positions of the sequence
  /// @param longestStep most positions that one step computes
  public SequenceCache sequence(int positions, int longestStep) {
    int count = KvBlock.countFor(positions);
    List<KvBlock> whole = blocks(KvSpan.WHOLE, count);
    if (config.window() == 0) {
      return new SequenceCache(whole, List.of(), 0);
    }
    long seen = config.window() - 1L + longestStep;
    int turning = (int) Math.min(count, Math.ceilDiv(seen, KvBlock.POSITIONS) + 1);
    List<KvBlock> ring = blocks(KvSpan.WINDOW, turning);
    List<KvBlock> windowed =
        IntStream.range(0, count).mapToObj(i -> ring.get(i % turning)).toList();
    return new SequenceCache(whole, windowed, 0);
  }

  private List<KvBlock> blocks(KvSpan span, int count) {
    return new ArrayList<>(Stream.generate(() -> allocate(span)).limit(count).toList());
  }

  /// Where each layer of the span begins in a block; meaningless for the others.
  private static long[] offsets(ModelConfig config, KvSpan span) {
    long[] offsets = new long[config.layers().size()];
    long at = 0;
    for (int layer = 0; layer < offsets.length; layer++) {
      offsets[layer] = at;
      ModelConfig.LayerCache cache = config.layers().get(layer);
      at += cache.span() == span ? cache.heads() * config.headLayout(layer).bytes() : 0;
    }
    return offsets;
  }

  /// Gives all blocks back to the system.
  @Override
  public void close() {
    arena.close();
  }
}
