package dev.ponder.app;

import dev.ponder.model.KvMemory;
import dev.ponder.model.LanguageModel;
import dev.ponder.model.Logits;
import dev.ponder.model.SequenceCache;
import dev.ponder.model.Slice;
import java.util.Arrays;
import java.util.List;

/// One sequence run through a model by hand, without an engine: for looking at logits and for
/// timing the model alone.
final class SingleSequence implements AutoCloseable {
  private final LanguageModel model;
  private final KvMemory memory;
  private final SequenceCache cache;
  private int position;

  /// @param capacity most positions that will be fed
  SingleSequence(LanguageModel model, int capacity) {
    model.expect(capacity);
    this.model = model;
    memory = new KvMemory(model.config());
    try {
      cache = memory.sequence(capacity, model.maxBatchTokens());
    } catch (OutOfMemoryError e) {
      memory.close();
      throw e;
    }
  }

  /// Is given the logits after the token at `position`, at `[from, from + vocabulary)`, valid until
  /// it returns.
  interface Rows {
    void accept(int position, float[] values, int from, int vocabulary);
  }

  /// Computes the tokens in the largest steps that the model takes, and hands on the logits of the
  /// last `rows` of them in order, or of all when there are fewer.
  void feed(int[] tokens, int rows, Rows consumer) {
    int step = model.maxBatchTokens();
    for (int from = 0; from < tokens.length; from += step) {
      int to = Math.min(tokens.length, from + step);
      int firstWanted = Math.max(from, tokens.length - rows);
      int wanted = Math.max(0, to - firstWanted);
      Slice slice = new Slice(Arrays.copyOfRange(tokens, from, to), position, cache, wanted);
      Logits logits = model.forward(List.of(slice));
      position += to - from;
      for (int row = 0; row < wanted; row++) {
        consumer.accept(
            position - wanted + row,
            logits.values(),
            row * logits.vocabulary(),
            logits.vocabulary());
      }
    }
  }

  /// Computes the tokens and returns the likeliest next one.
  int likeliestAfter(int... tokens) {
    int[] best = {-1};
    feed(tokens, 1, (_, values, from, vocabulary) -> best[0] = argmax(values, from, vocabulary));
    return best[0];
  }

  /// Goes on as if only so many tokens had been computed; the blocks behind are written anew.
  ///
  /// Layers with a window keep no more than it and one of the model's largest steps: after more
  /// tokens than that, a text that goes on in the middle of a window sees others' keys there, which
  /// takes the time that it should but means nothing.
  ///
  /// @param computed at most what was computed
  void rewind(int computed) {
    if (computed < 0 || computed > position) {
      throw new IllegalArgumentException("%d of %d tokens".formatted(computed, position));
    }
    position = computed;
  }

  /// Gives its cache back.
  @Override
  public void close() {
    memory.close();
  }

  private static int argmax(float[] values, int from, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (values[from + i] > values[from + best]) {
        best = i;
      }
    }
    return best;
  }
}
