package dev.ponder.app;

import dev.ponder.compute.CacheType;
import dev.ponder.engine.CachePlan;
import dev.ponder.engine.EngineOptions;
import dev.ponder.model.ModelConfig;
import dev.ponder.model.ModelNeeds;
import dev.ponder.model.ModelOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How much may be computed and kept, and what that takes.
///
/// @param context most tokens of one sequence; 0 for as many as the model knows and memory holds
/// @param sequences most sequences computed side by side
/// @param adapter what is computed beside the model's own weights
record Capacity(
    int threads, int context, int sequences, CacheType cacheType, Optional<Path> adapter) {
  static final int MOST_SEQUENCES = 256;

  /// Tokens per step. Large enough that a step reads the weights for many tokens at once, small
  /// enough that running answers do not wait long for a newcomer's prompt.
  private static final int STEP_TOKENS = 512;

  /// How long a running answer waits for its next token while others' prompts are read: long enough
  /// for prompts to be read almost at full speed, short enough for text to flow.
  private static final Duration STEP_TIME = Duration.ofMillis(200);

  /// Longest guess of what an answer goes on with; beyond that even a right one saves little.
  private static final int DRAFT_TOKENS = 12;

  /// Waiting requests per running one; beyond that a client is better off trying later.
  private static final int WAITING_PER_SEQUENCE = 4;

  /// What the program itself takes: code, requests, buffers.
  private static final long PROGRAM_BYTES = 256L << 20;

  /// Share of the memory that is left for cached keys and values; the rest is for other programs.
  private static final double CACHE_SHARE = 0.9;

  /// Share of the heap that activations may take.
  private static final double HEAP_SHARE = 0.8;

  /// Without an adapter.
  Capacity(int threads, int context, int sequences, CacheType cacheType) {
    this(threads, context, sequences, cacheType, Optional.empty());
  }

  /// The same with that adapter.
  Capacity withAdapter(Optional<Path> other) {
    return new Capacity(threads, context, sequences, cacheType, other);
  }

  /// Answers that the server lets in: those that are computed and those that wait.
  int requests() {
    return sequences * (1 + WAITING_PER_SEQUENCE);
  }

  /// The same with a context that the model knows.
  Capacity within(ModelConfig config) {
    int length = Math.min(config.contextLength(), Math.max(2, context));
    return new Capacity(threads, length, sequences, cacheType, adapter);
  }

  /// How the model is to be run.
  ModelOptions modelOptions() {
    ModelOptions options = ModelOptions.DEFAULT.withCacheType(cacheType);
    return adapter.map(options::withAdapter).orElse(options);
  }

  /// The engine limits for that model, checked before anything is allocated.
  ///
  /// @param available bytes that may be taken, see [MachineMemory]
  /// @throws Mistake when the context is longer than the model's, or something does not fit into
  ///   memory
  EngineOptions engineOptions(ModelNeeds needs, long available) {
    ModelConfig config = needs.config();
    if (context > config.contextLength()) {
      throw new Mistake(
          "--context %d is more than the %d tokens that the model was trained for"
              .formatted(context, config.contextLength()));
    }
    int maxBatchTokens = modelOptions().maxBatchTokens();
    int stepTokens = Math.min(maxBatchTokens, Math.max(STEP_TOKENS, sequences));
    CachePlan.Wish wish = new CachePlan.Wish(context, sequences, stepTokens);
    CachePlan plan = plan(config, wish, cacheBudget(needs, available));
    EngineOptions options =
        new EngineOptions(
            plan.contextLength(),
            plan.kvBlocks(),
            plan.windowBlocks(),
            plan.sequences(),
            // The server counts strictly; answers that were called off stay with the engine a step
            // more.
            2 * requests(),
            stepTokens);
    return options.withStepTime(STEP_TIME).withDraftTokens(DRAFT_TOKENS);
  }

  private static long cacheBudget(ModelNeeds needs, long available) {
    long heap = Runtime.getRuntime().maxMemory();
    if (needs.activationBytes() > heap * HEAP_SHARE) {
      throw new Mistake(
          "the model takes %s of activations, but the Java heap may grow to %s only; PONDER_JAVA_OPTIONS=-Xmx16g, say, gives it more"
              .formatted(Sizes.text(needs.activationBytes()), Sizes.text(heap)));
    }
    long left = available - needs.weightBytes() - needs.activationBytes() - PROGRAM_BYTES;
    if (left <= 0) {
      throw new Mistake(
          "the model takes %s of weights and %s of activations, the program some %s, but only %s of memory is available"
              .formatted(
                  Sizes.text(needs.weightBytes()),
                  Sizes.text(needs.activationBytes()),
                  Sizes.text(PROGRAM_BYTES),
                  Sizes.text(available)));
    }
    return (long) (left * CACHE_SHARE);
  }

  private static CachePlan plan(ModelConfig config, CachePlan.Wish wish, long budget) {
    int wanted = wish.contextLength() > 0 ? wish.contextLength() : 2;
    CachePlan.Wish least = new CachePlan.Wish(wanted, 1, wish.stepTokens());
    long needed = CachePlan.leastBytes(config, least);
    if (needed > budget) {
      int longest = CachePlan.longestContext(budget, config, least);
      throw new Mistake(
          "a context of %d tokens takes %s of %s cache, but there is memory for %s%s"
                  .formatted(
                      wanted,
                      Sizes.text(needed),
                      Sizes.lowerCase(config.cacheType()),
                      Sizes.text(budget),
                      longest < 2 ? "" : ", that is --context " + longest)
              + smaller(config, least, budget));
    }
    return CachePlan.within(budget, config, wish);
  }

  /// What a smaller cache would come to.
  private static String smaller(ModelConfig config, CachePlan.Wish wish, long budget) {
    if (config.cacheType() == CacheType.Q8_0) {
      return "";
    }
    ModelConfig bytes = config.withCacheType(CacheType.Q8_0);
    long needed = CachePlan.leastBytes(bytes, wish);
    int longest = CachePlan.longestContext(budget, bytes, wish);
    return "; with --cache-type q8_0 it takes %s%s"
        .formatted(
            Sizes.text(needed),
            needed <= budget ? "" : longest < 2 ? "" : ", and %d tokens fit".formatted(longest));
  }
}
