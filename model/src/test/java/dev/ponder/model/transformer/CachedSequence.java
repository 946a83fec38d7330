package dev.ponder.model.transformer;

import dev.ponder.model.KvBlock;
import dev.ponder.model.LanguageModel;
import dev.ponder.model.Logits;
import dev.ponder.model.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A sequence with a cache of its own, to be continued slice by slice.
final class CachedSequence {
  private final LanguageModel model;
  private final List<KvBlock> blocks = new ArrayList<>();
  private int length;

  CachedSequence(LanguageModel model) {
    this.model = model;
  }

  /// The slice that continues this sequence with those tokens.
  Slice next(int[] tokens, int logitRows) {
    while (blocks.size() * KvBlock.POSITIONS < length + tokens.length) {
      blocks.add(KvBlock.of(model.config()));
    }
    Slice slice = new Slice(tokens, length, List.copyOf(blocks), logitRows);
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
