package dev.ponder.engine;

import dev.ponder.model.KvBlock;
import dev.ponder.model.ModelConfig;
import java.util.Locale;

/// Limits of an engine.
///
/// @param contextLength most positions of one sequence, prompt and continuation together
/// @param kvBlocks size of the shared cache in blocks of [KvBlock#POSITIONS] positions; at least
///   enough for one full context. Blocks are allocated when first needed.
/// @param maxSequences most sequences computed side by side; others wait
/// @param maxWaiting most sequences that wait beyond those; one more is refused
/// @param stepTokens most tokens per step, the chunk size of prefill; at least `maxSequences`, so
///   that every running sequence advances in every step
public record EngineOptions(
    int contextLength, int kvBlocks, int maxSequences, int maxWaiting, int stepTokens) {
  public EngineOptions {
    require(contextLength >= 2, "a context needs at least 2 positions, not " + contextLength);
    require(maxSequences >= 1, "at least one sequence must run, not " + maxSequences);
    require(maxWaiting >= 0, "the number of waiting sequences cannot be " + maxWaiting);
    require(
        stepTokens >= maxSequences,
        "a step of %d tokens cannot advance %d sequences".formatted(stepTokens, maxSequences));
    require(
        kvBlocks >= blocksFor(contextLength),
        "a context of %d positions needs %d cache blocks, not %d"
            .formatted(contextLength, blocksFor(contextLength), kvBlocks));
  }

  /// The most blocks that fit into that many bytes, for [#kvBlocks].
  ///
  /// @throws IllegalArgumentException when one full context does not fit; says what it takes
  public static int kvBlocks(ModelConfig config, int contextLength, long bytes) {
    long blockBytes = KvBlock.bytes(config);
    long needed = blocksFor(contextLength);
    if (bytes / blockBytes < needed) {
      throw new IllegalArgumentException(
          "a context of %d positions takes %s of cache (%d blocks of %s), but it may use only %s"
              .formatted(
                  contextLength,
                  readable(needed * blockBytes),
                  needed,
                  readable(blockBytes),
                  readable(bytes)));
    }
    return (int) Math.min(Integer.MAX_VALUE, bytes / blockBytes);
  }

  /// The longest context, up to the model's own, of which one fits into that many bytes; 0 when not
  /// even one block does.
  public static int longestContext(ModelConfig config, long bytes) {
    long positions = bytes / KvBlock.bytes(config) * KvBlock.POSITIONS;
    return (int) Math.min(config.contextLength(), positions);
  }

  /// Blocks that hold that many positions.
  static int blocksFor(int positions) {
    return (int) ((positions + (long) KvBlock.POSITIONS - 1) / KvBlock.POSITIONS);
  }

  private static String readable(long bytes) {
    double mebibytes = bytes / (1024.0 * 1024.0);
    return mebibytes < 1024
        ? String.format(Locale.ROOT, "%.1f MiB", mebibytes)
        : String.format(Locale.ROOT, "%.1f GiB", mebibytes / 1024);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
