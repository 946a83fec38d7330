package dev.ponder.model.transformer;

import dev.ponder.model.ModelConfig;
import dev.ponder.model.SequenceCache;
import dev.ponder.model.Slice;
import java.util.List;

/// The slices of one step laid end to end: which token, position and cache row each row of the
/// activations stands for. Refilled each step.
///
/// For attention the rows are also cut into chunks: consecutive rows of one slice whose query heads
/// of one key head fill a tile.
final class Batch {
  final int[] ids;
  final int[] positions;
  final int[] wanted;
  final boolean[] wantsLogits;
  final boolean[] wantsState;
  final int[] chunkStarts;
  private final int[] sliceOf;
  private final int chunkTokens;
  private List<Slice> slices = List.of();
  private int tokens;
  private int wantedCount;
  private int chunks;

  /// @param maxTokens most rows
  /// @param chunkTokens most rows of a chunk
  Batch(int maxTokens, int chunkTokens) {
    ids = new int[maxTokens];
    positions = new int[maxTokens];
    wanted = new int[maxTokens];
    wantsLogits = new boolean[maxTokens];
    wantsState = new boolean[maxTokens];
    sliceOf = new int[maxTokens];
    chunkStarts = new int[maxTokens + 1];
    this.chunkTokens = chunkTokens;
  }

  /// Takes in a new step.
  ///
  /// @throws IllegalArgumentException when there are too many tokens, or none, or one is not in the
  ///   vocabulary, or a slice lacks cache
  void fill(List<Slice> step, ModelConfig config) {
    check(step, config);
    slices = List.copyOf(step);
    tokens = 0;
    wantedCount = 0;
    chunks = 0;
    for (int i = 0; i < slices.size(); i++) {
      append(slices.get(i), i);
    }
    chunkStarts[chunks] = tokens;
  }

  private void check(List<Slice> step, ModelConfig config) {
    int vocabulary = config.vocabulary();
    long total = 0;
    for (Slice slice : step) {
      total += slice.tokens().length;
      if (!slice.hasWindow(config.window())) {
        throw new IllegalArgumentException("the slice lacks blocks within its window");
      }
      for (int id : slice.tokens()) {
        if (id < 0 || id >= vocabulary) {
          throw new IllegalArgumentException(
              "token %d is not in the vocabulary of %d".formatted(id, vocabulary));
        }
      }
    }
    if (total < 1 || total > ids.length) {
      throw new IllegalArgumentException(
          "a step takes 1 to %d tokens, not %d".formatted(ids.length, total));
    }
  }

  private void append(Slice slice, int index) {
    int count = slice.tokens().length;
    for (int i = 0; i < count; i++) {
      if (i % chunkTokens == 0) {
        chunkStarts[chunks++] = tokens;
      }
      boolean logits = i >= count - slice.logitRows();
      boolean state = i >= count - slice.stateRows();
      if (logits || state) {
        wantsLogits[wantedCount] = logits;
        wantsState[wantedCount] = state;
        wanted[wantedCount++] = tokens;
      }
      ids[tokens] = slice.tokens()[i];
      positions[tokens] = slice.firstPosition() + i;
      sliceOf[tokens++] = index;
    }
  }

  /// Rows of the activations.
  int tokens() {
    return tokens;
  }

  /// How many rows something is wanted of; which ones, ascending, is in `wanted`, and what of each
  /// in `wantsLogits` and `wantsState`.
  int wantedCount() {
    return wantedCount;
  }

  /// How many chunks there are; chunk `i` is the rows from `chunkStarts[i]` to the next one's.
  int chunks() {
    return chunks;
  }

  /// The cache of the sequence to which that row belongs.
  SequenceCache cache(int row) {
    return slices.get(sliceOf[row]).cache();
  }
}
