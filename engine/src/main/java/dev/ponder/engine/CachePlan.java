package dev.ponder.engine;

import dev.ponder.model.KvBlock;
import dev.ponder.model.KvSpan;
import dev.ponder.model.ModelConfig;

/// How a given amount of memory is shared out between the blocks of a cache.
///
/// Layers that see everything need blocks for every position of a context. Layers with a window
/// need blocks for the window of each sequence and for the positions of one step; what remains goes
/// first to windows of ended prompts and answers, a few for each sequence, without which a long
/// common beginning could not be gone on from.
///
/// @param contextLength most positions of one sequence
/// @param sequences most sequences side by side
/// @param kvBlocks for [EngineOptions#kvBlocks]
/// @param windowBlocks for [EngineOptions#windowBlocks]
/// @param bytes what all blocks take together
public record CachePlan(
    int contextLength, int sequences, int kvBlocks, int windowBlocks, long bytes) {
  private static final int LEAST_KEPT_WINDOWS = 4;

  /// What is to be computed.
  ///
  /// @param contextLength most positions of one sequence; 0 for as many as possible
  /// @param sequences most sequences side by side, as far as their windows fit
  /// @param stepTokens most tokens per step
  public record Wish(int contextLength, int sequences, int stepTokens) {}

  /// The plan for that memory.
  ///
  /// @throws IllegalArgumentException when the context, or the shortest possible, does not fit
  public static CachePlan within(long bytes, ModelConfig config, Wish wish) {
    int sequences = sequences(bytes, config, wish);
    int context =
        wish.contextLength() > 0
            ? wish.contextLength()
            : longestContext(bytes, config, new Wish(0, sequences, wish.stepTokens()));
    Wish settled = new Wish(context, sequences, wish.stepTokens());
    if (context < 2 || leastBytes(config, settled) > bytes) {
      throw new IllegalArgumentException(
          "a context of %d positions takes %d bytes of cache, but it may use only %d"
              .formatted(context, leastBytes(config, settled), bytes));
    }
    long wholeBytes = config.blockBytes(KvSpan.WHOLE);
    long windowBytes = config.blockBytes(KvSpan.WINDOW);
    int windowBlocks = windowBlocks(config, settled, bytes - leastBytes(config, settled));
    long most = (long) KvBlock.countFor(context) * sequences;
    long fitting = wholeBytes == 0 ? most : (bytes - windowBlocks * windowBytes) / wholeBytes;
    int kvBlocks = (int) Math.min(Integer.MAX_VALUE, Math.min(fitting, most));
    return new CachePlan(
        context,
        sequences,
        kvBlocks,
        windowBlocks,
        kvBlocks * wholeBytes + windowBlocks * windowBytes);
  }

  /// What one sequence of that length takes at least, or several that share it.
  public static long leastBytes(ModelConfig config, Wish wish) {
    return KvBlock.countFor(wish.contextLength()) * config.blockBytes(KvSpan.WHOLE)
        + windowBlocks(config.window(), wish.contextLength(), wish.sequences(), wish.stepTokens())
            * config.blockBytes(KvSpan.WINDOW);
  }

  /// The longest context, up to the model's own, that fits into that many bytes; 0 when not even
  /// one block does.
  public static int longestContext(long bytes, ModelConfig config, Wish wish) {
    int least = 0;
    int most = KvBlock.countFor(config.contextLength());
    while (least < most) {
      int middle = least + (most - least + 1) / 2;
      int positions = positions(config, middle);
      if (leastBytes(config, new Wish(positions, wish.sequences(), wish.stepTokens())) <= bytes) {
        least = middle;
      } else {
        most = middle - 1;
      }
    }
    return positions(config, least);
  }

  private static int positions(ModelConfig config, int blocks) {
    return (int) Math.min(config.contextLength(), (long) blocks * KvBlock.POSITIONS);
  }

  /// As many as asked for, unless their windows alone took half of the memory, or the context that
  /// was asked for did not fit beside them.
  private static int sequences(long bytes, ModelConfig config, Wish wish) {
    int sequences = wish.sequences();
    while (sequences > 1 && !fits(bytes, config, wish, sequences)) {
      sequences--;
    }
    return sequences;
  }

  private static boolean fits(long bytes, ModelConfig config, Wish wish, int sequences) {
    if (wish.contextLength() > 0) {
      Wish fewer = new Wish(wish.contextLength(), sequences, wish.stepTokens());
      return leastBytes(config, fewer) <= bytes;
    }
    return windowBlocks(config.window(), config.contextLength(), sequences, wish.stepTokens())
            * config.blockBytes(KvSpan.WINDOW)
        <= bytes / 2;
  }

  /// Blocks that the windows of so many sequences may need at once; 0 when there is no window.
  static long windowBlocks(int window, int contextLength, int sequences, int stepTokens) {
    if (window == 0) {
      return 0;
    }
    long each = PoolShape.windowBlocksPerSequence(window, contextLength);
    return Math.min(
        sequences * each + KvBlock.countFor(stepTokens),
        sequences * (long) KvBlock.countFor(contextLength));
  }

  private static int windowBlocks(ModelConfig config, Wish wish, long spare) {
    long blockBytes = config.blockBytes(KvSpan.WINDOW);
    if (blockBytes == 0) {
      return 0;
    }
    long needed =
        windowBlocks(config.window(), wish.contextLength(), wish.sequences(), wish.stepTokens());
    // A kept window begins a block early, since the next prompt may leave the last tokens out.
    long each = PoolShape.windowBlocksPerSequence(config.window(), wish.contextLength()) + 1;
    long wanted = Math.max(LEAST_KEPT_WINDOWS, wish.sequences()) * each;
    long affordable = spare / (config.blockBytes(KvSpan.WHOLE) == 0 ? 1 : 2) / blockBytes;
    return (int) Math.min(Integer.MAX_VALUE, needed + Math.min(wanted, affordable));
  }
}
