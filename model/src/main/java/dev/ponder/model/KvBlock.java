package dev.ponder.model;

import dev.ponder.compute.AttentionKernel;
import java.lang.foreign.MemorySegment;

/// Room for the keys and values of [#POSITIONS] consecutive positions in every layer of one
/// [KvSpan], in native memory.
///
/// The engine decides which sequence a block belongs to; only the model looks inside. Layers follow
/// each other, and within a layer its heads, each as [dev.ponder.compute.HeadLayout] says.
public final class KvBlock {

  /// Positions per block. Small enough that a shared prefix wastes little, large enough that
  /// attention runs over contiguous rows.
  public static final int POSITIONS = AttentionKernel.KEYS;

  private final MemorySegment memory;
  private final long[] layerOffsets;

  KvBlock(MemorySegment memory, long[] layerOffsets) {
    this.memory = memory;
    this.layerOffsets = layerOffsets;
  }

  /// Blocks that hold that many positions.
  public static int countFor(int positions) {
    return (int) ((positions + (long) POSITIONS - 1) / POSITIONS);
  }

  /// All that the block holds.
  public MemorySegment memory() {
    return memory;
  }

  /// Where a layer's first head begins; the others follow it.
  public long offset(int layer) {
    return layerOffsets[layer];
  }
}
