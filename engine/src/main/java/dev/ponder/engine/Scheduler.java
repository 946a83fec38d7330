package dev.ponder.engine;

import dev.ponder.model.KvBlock;
import java.util.ArrayList;
import java.util.List;

/// Shares the tokens of one step among the running sequences.
///
/// There are no phases. A sequence has `length` known tokens, of which `computed` are in the cache;
/// a step narrows the gap, and when it closes the next token is sampled, which opens a gap of one,
/// or of more where that token leaves no choice for those behind it.
///
/// Every sequence gets at least one token, so none starves and one that generates never waits for
/// another's prompt. What is left goes round among those with a wider gap, oldest first, in chunks
/// of a cache block: a long prompt gets no more of a step than a short one beside it, which
/// therefore is through first.
final class Scheduler {
  /// Most tokens that a sequence gets before the others with a wider gap get theirs.
  static final int CHUNK = KvBlock.POSITIONS;

  private Scheduler() {}

  /// How far a sequence is; `computed < length`.
  record Progress(long sequence, int computed, int length) {
    int gap() {
      return length - computed;
    }
  }

  /// @param sequences oldest first
  /// @param budget tokens to give away, at least one for each sequence
  static StepPlan plan(List<Progress> sequences, int budget) {
    if (budget < sequences.size()) {
      throw new IllegalArgumentException(
          "%d tokens cannot advance %d sequences".formatted(budget, sequences.size()));
    }
    int[] counts = shares(sequences, budget);
    List<StepPlan.Work> work = new ArrayList<>(counts.length);
    for (int i = 0; i < counts.length; i++) {
      Progress progress = sequences.get(i);
      work.add(new StepPlan.Work(progress.sequence(), progress.computed(), counts[i]));
    }
    return new StepPlan(work);
  }

  private static int[] shares(List<Progress> sequences, int budget) {
    int[] counts = new int[sequences.size()];
    int left = budget;
    int hungry = 0;
    for (int i = 0; i < counts.length; i++) {
      if (sequences.get(i).gap() == 1) {
        counts[i] = 1;
        left--;
      } else {
        hungry++;
      }
    }
    int chunk = hungry == 0 ? 1 : Math.clamp(left / hungry, 1, CHUNK);
    while (left > 0 && hungry > 0) {
      hungry = 0;
      for (int i = 0; i < counts.length; i++) {
        int gap = sequences.get(i).gap() - counts[i];
        int share = Math.min(Math.min(gap, chunk), left);
        counts[i] += share;
        left -= share;
        hungry += gap > share ? 1 : 0;
      }
    }
    return counts;
  }
}
