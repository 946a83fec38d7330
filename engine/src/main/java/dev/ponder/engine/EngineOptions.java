package dev.ponder.engine;

import dev.ponder.model.KvBlock;
import dev.ponder.model.ModelConfig;
import java.time.Duration;

/// Limits of an engine.
///
/// @param contextLength most positions of one sequence, prompt and continuation together
/// @param kvBlocks size of the shared cache in blocks of [KvBlock#POSITIONS] positions; at least
///   enough for one full context. Blocks are allocated when first needed.
/// @param windowBlocks likewise for layers with a sliding window, if the model has any; enough for
///   the windows of `maxSequences`
/// @param maxSequences most sequences computed side by side; others wait
/// @param maxWaiting most sequences that wait beyond those; one more is refused
/// @param stepTokens most tokens per step, the chunk size of prefill; at least `maxSequences`, so
///   that every running sequence advances in every step
/// @param stepTime how long a step should take at most while an answer is being written, which
///   bounds the time between two of its tokens; zero for as long as `stepTokens` take
public record EngineOptions(
    int contextLength,
    int kvBlocks,
    int windowBlocks,
    int maxSequences,
    int maxWaiting,
    int stepTokens,
    Duration stepTime,
    int draftTokens) {
  public EngineOptions {
    require(draftTokens >= 0, "a draft cannot have %d tokens".formatted(draftTokens));
    require(!stepTime.isNegative(), "a step cannot take " + stepTime);
    require(contextLength >= 2, "a context needs at least 2 positions, not " + contextLength);
    require(maxSequences >= 1, "at least one sequence must run, not " + maxSequences);
    require(maxWaiting >= 0, "the number of waiting sequences cannot be " + maxWaiting);
    require(
        stepTokens >= maxSequences,
        "a step of %d tokens cannot advance %d sequences".formatted(stepTokens, maxSequences));
    require(
        kvBlocks >= KvBlock.countFor(contextLength),
        "a context of %d positions needs %d cache blocks, not %d"
            .formatted(contextLength, KvBlock.countFor(contextLength), kvBlocks));
  }

  /// With as many blocks for layers with a window as for the others, which is always enough.
  public EngineOptions(
      int contextLength, int kvBlocks, int maxSequences, int maxWaiting, int stepTokens) {
    this(contextLength, kvBlocks, kvBlocks, maxSequences, maxWaiting, stepTokens);
  }

  /// With steps of any time, and without guesses.
  public EngineOptions(
      int contextLength,
      int kvBlocks,
      int windowBlocks,
      int maxSequences,
      int maxWaiting,
      int stepTokens) {
    this(
        contextLength,
        kvBlocks,
        windowBlocks,
        maxSequences,
        maxWaiting,
        stepTokens,
        Duration.ZERO,
        0);
  }

  /// The same with that bound on the time of a step.
  public EngineOptions withStepTime(Duration time) {
    return new EngineOptions(
        contextLength,
        kvBlocks,
        windowBlocks,
        maxSequences,
        maxWaiting,
        stepTokens,
        time,
        draftTokens);
  }

  /// The same with guesses of at most so many tokens.
  public EngineOptions withDraftTokens(int tokens) {
    return new EngineOptions(
        contextLength,
        kvBlocks,
        windowBlocks,
        maxSequences,
        maxWaiting,
        stepTokens,
        stepTime,
        tokens);
  }

  /// @throws IllegalArgumentException when the model cannot work within these limits
  void check(ModelConfig config, int maxBatchTokens) {
    require(
        contextLength <= config.contextLength(),
        "the model was trained for %d positions, not %d"
            .formatted(config.contextLength(), contextLength));
    require(
        maxSequences <= maxBatchTokens,
        "the model takes %d tokens per step, too few for %d sequences"
            .formatted(maxBatchTokens, maxSequences));
    long needed =
        Math.min(
            kvBlocks,
            CachePlan.windowBlocks(config.window(), contextLength, maxSequences, stepTokens));
    require(
        windowBlocks >= needed,
        "the windows of %d sequences need %d cache blocks, not %d"
            .formatted(maxSequences, needed, windowBlocks));
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
