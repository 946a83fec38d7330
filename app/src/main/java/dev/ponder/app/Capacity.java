package dev.ponder.app;

import dev.ponder.engine.EngineOptions;
import dev.ponder.model.KvBlock;
import dev.ponder.model.ModelConfig;

/// How much may be computed and kept, and what that takes.
///
/// @param context most tokens of one sequence; 0 for as many as the model knows and memory holds
/// @param sequences most sequences computed side by side
record Capacity(int threads, int context, int sequences) {
  static final int MOST_SEQUENCES = 256;

  /// Tokens per step. Large enough that a step reads the weights for many tokens at once, small
  /// enough that running answers do not wait long for a newcomer's prompt.
  private static final int STEP_TOKENS = 512;

  /// Waiting requests per running one; beyond that a client is better off trying later.
  private static final int WAITING_PER_SEQUENCE = 4;

  /// Share of the heap for cached keys and values; activations and requests take the rest.
  private static final double CACHE_SHARE = 0.85;

  /// Answers that the server lets in: those that are computed and those that wait.
  int requests() {
    return sequences * (1 + WAITING_PER_SEQUENCE);
  }

  /// The engine limits for that model, within the heap of this process.
  ///
  /// @throws Mistake when the context is longer than the model's, or does not fit into memory
  EngineOptions engineOptions(ModelConfig config, int maxBatchTokens) {
    long budget = (long) (Runtime.getRuntime().maxMemory() * CACHE_SHARE);
    if (context > config.contextLength()) {
      throw new Mistake(
          "--context %d is more than the %d tokens that the model was trained for"
              .formatted(context, config.contextLength()));
    }
    int length = context > 0 ? context : EngineOptions.longestContext(config, budget);
    int blocks = blocks(config, length, budget);
    return new EngineOptions(
        length,
        blocks,
        sequences,
        // The server counts strictly; answers that were called off stay with the engine a step
        // more.
        2 * requests(),
        Math.min(maxBatchTokens, Math.max(STEP_TOKENS, sequences)));
  }

  private int blocks(ModelConfig config, int length, long budget) {
    long perSequence = Math.ceilDiv(length, KvBlock.POSITIONS);
    long fitting = budget / KvBlock.bytes(config);
    if (length < 2 || fitting < perSequence) {
      throw new Mistake(
          "a context of %d tokens takes %s of cache, but there is memory for %s; choose a smaller --context"
              .formatted(
                  Math.max(length, KvBlock.POSITIONS),
                  Sizes.text(Math.max(1, perSequence) * KvBlock.bytes(config)),
                  Sizes.text(budget)));
    }
    return (int) Math.min(fitting, perSequence * sequences);
  }
}
