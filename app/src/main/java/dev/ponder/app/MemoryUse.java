package dev.ponder.app;

import dev.ponder.engine.EngineOptions;
import dev.ponder.model.KvBlock;
import dev.ponder.model.KvSpan;
import dev.ponder.model.ModelConfig;
import dev.ponder.model.ModelNeeds;

/// What a model takes when it runs within those limits.
record MemoryUse(ModelNeeds needs, EngineOptions options) {

  /// Bytes of the cache when all of it is in use.
  long cacheBytes() {
    ModelConfig config = needs.config();
    return options.kvBlocks() * config.blockBytes(KvSpan.WHOLE)
        + (config.window() == 0 ? 0 : options.windowBlocks() * config.blockBytes(KvSpan.WINDOW));
  }

  /// Bytes of everything.
  long bytes() {
    return needs.weightBytes() + needs.activationBytes() + cacheBytes();
  }

  /// Bytes that one more token takes in the layers that see everything.
  static long bytesPerToken(ModelConfig config) {
    return config.blockBytes(KvSpan.WHOLE) / KvBlock.POSITIONS;
  }

  /// For people, on one line.
  String text() {
    return "%s of weights, mapped; up to %s of %s cache, taken as needed; %s of activations"
        .formatted(
            Sizes.text(needs.weightBytes()),
            Sizes.text(cacheBytes()),
            Sizes.lowerCase(needs.config().cacheType()),
            Sizes.text(needs.activationBytes()));
  }
}
