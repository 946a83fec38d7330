package dev.ponder.model.transformer;

import dev.ponder.model.KvBlock;
import dev.ponder.model.KvMemory;
import dev.ponder.model.KvSpan;
import dev.ponder.model.LanguageModel;
import dev.ponder.model.Logits;
import dev.ponder.model.SequenceCache;
import dev.ponder.model.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A sequence with a cache of its own, to be continued slice by slice.
final class CachedSequence {
  private final LanguageModel model;
  private final KvMemory memory;
  private final List<KvBlock> whole = new ArrayList<>();
  private final List<KvBlock> windowed = new ArrayList<>();
  private int length;

  CachedSequence(LanguageModel model) {
    this.model = model;
    memory = new KvMemory(model.config());
  }

  /// The slice that continues this sequence with those tokens.
  Slice next(int[] tokens, int logitRows) {
    while (whole.size() < KvBlock.countFor(length + tokens.length)) {
      whole.add(memory.allocate(KvSpan.WHOLE));
      windowed.add(memory.allocate(KvSpan.WINDOW));
    }
    SequenceCache cache = new SequenceCache(List.copyOf(whole), List.copyOf(windowed), 0);
    Slice slice = new Slice(tokens, length, cache, logitRows);
    length += tokens.length;
    return slice;
  }

  /// Computes those tokens alone; the logits of the last `logitRows` of them.
  float[][] forward(int[] tokens, int logitRows) {
    return rows(model.forward(List.of(next(tokens, logitRows))));
  }

  /// A copy of logits by row.
  static float[][] rows(Logits logits) {
    float[][] rows = new float[logits.rows()][];
    for (int i = 0; i < rows.length; i++) {
      int from = i * logits.vocabulary();
      rows[i] = Arrays.copyOfRange(logits.values(), from, from + logits.vocabulary());
    }
    return rows;
  }
}
