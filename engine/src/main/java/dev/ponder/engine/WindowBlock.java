package dev.ponder.engine;

import dev.ponder.model.KvBlock;
import org.jspecify.annotations.Nullable;

/// What the layers with a window keep of a block's positions. Only its pool and [Block] change it.
final class WindowBlock {
  private final KvBlock kv;

  /// Tables that hold this block.
  int references;

  /// Lineages that pin it. Only [Pins] changes it.
  int pins;

  /// The findable block that it belongs to; none as long as it is not full, or not findable any
  /// more.
  @Nullable Block home;

  WindowBlock(KvBlock kv) {
    this.kv = kv;
  }

  KvBlock kv() {
    return kv;
  }
}
