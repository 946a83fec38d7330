package dev.ponder.engine;

import dev.ponder.model.KvBlock;
import java.util.List;
import java.util.Optional;

/// What is in the cache of a prompt's beginning.
///
/// @param blocks the whole ones, to be shared
/// @param tail what goes on behind them
record Prefix(List<Block> blocks, Optional<Tail> tail) {

  /// A block that begins like what is sought and goes on otherwise, or ends: to be copied.
  ///
  /// @param positions how many of its first positions are as sought
  record Tail(Block block, int positions) {}

  /// How many positions it has.
  int positions() {
    return blocks.size() * KvBlock.POSITIONS + tail.map(Tail::positions).orElse(0);
  }
}
