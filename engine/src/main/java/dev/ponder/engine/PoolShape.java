package dev.ponder.engine;

import dev.ponder.model.KvBlock;
import dev.ponder.model.ModelConfig;

/// How large a pool is.
///
/// @param blocks most blocks of layers that see everything
/// @param window the widest window of the layers that have one; 0 when none has
/// @param windowBlocks most blocks of those
record PoolShape(int blocks, int window, int windowBlocks) {

  static PoolShape of(EngineOptions options, ModelConfig config) {
    return new PoolShape(options.kvBlocks(), config.window(), options.windowBlocks());
  }

  /// The first block that a query at that position still sees through the window.
  int firstSeen(int position) {
    return Math.max(0, position - window + 1) / KvBlock.POSITIONS;
  }

  /// The first block to keep for a prompt that goes on from about that position: a block early,
  /// since it may leave out the last tokens, the opening of a thought.
  int firstResumed(int position) {
    int early = Math.max(0, position / KvBlock.POSITIONS - 1);
    return firstSeen(early * KvBlock.POSITIONS);
  }

  /// Most window blocks that one sequence holds between steps.
  ///
  /// Its next position may lie anywhere in a block, and one block is kept for a prompt that goes on
  /// from the block's beginning.
  static int windowBlocksPerSequence(int window, int contextLength) {
    long spanned = Math.ceilDiv(window - 1L, KvBlock.POSITIONS) + 2;
    return (int) Math.min(spanned, KvBlock.countFor(contextLength));
  }
}
