package dev.ponder.model.tokenizer;

/// Byte-pair merging (Sennrich et al. 2016): of all adjacent pairs of tokens that may merge, the
/// one of lowest rank does, the leftmost of several, until none is left.
///
/// Tokens of a word are a linked list; pairs wait in a heap by rank and place, and those that an
/// earlier merge changed are recognised when they come up. This takes O(n log n) for a word of n
/// bytes, where rescanning after every merge would take O(n²).
final class Merges {
  private final LongIntMap ranks;
  private final int[] results;

  /// @param ranks from [#pair] to rank
  /// @param results the token that each rank makes
  Merges(LongIntMap ranks, int[] results) {
    this.ranks = ranks;
    this.results = results;
  }

  /// The key of two adjacent tokens.
  static long pair(int left, int right) {
    return (long) left << 32 | right;
  }

  /// Merges the first `length` tokens in place and returns how many are left.
  int apply(int[] tokens, int length) {
    return new Word(tokens, length).merge();
  }

  /// A word while it is merged.
  private final class Word {
    private static final int NONE = -1;

    private final int[] tokens;
    private final int[] previous;
    private final int[] next;

    private final MergeQueue waiting;

    Word(int[] tokens, int length) {
      this.tokens = tokens;
      previous = new int[length];
      next = new int[length];
      waiting = new MergeQueue(length);
      for (int i = 0; i < length; i++) {
        previous[i] = i - 1;
        next[i] = i + 1 < length ? i + 1 : NONE;
      }
      for (int i = 0; i + 1 < length; i++) {
        enqueue(i);
      }
    }

    int merge() {
      while (!waiting.isEmpty()) {
        long lowest = waiting.poll();
        int place = MergeQueue.place(lowest);
        if (rank(place) == MergeQueue.rank(lowest)) {
          mergeAt(place);
        }
      }
      int count = 0;
      for (int place = 0; place != NONE && place < next.length; place = next[place]) {
        tokens[count++] = tokens[place];
      }
      return count;
    }

    private void mergeAt(int place) {
      int gone = next[place];
      tokens[place] = results[rank(place)];
      tokens[gone] = NONE;
      next[place] = next[gone];
      if (next[gone] != NONE) {
        previous[next[gone]] = place;
        enqueue(place);
      }
      if (previous[place] != NONE) {
        enqueue(previous[place]);
      }
    }

    /// The rank of the pair that starts there, or -1 when there is none.
    private int rank(int place) {
      if (tokens[place] == NONE || next[place] == NONE) {
        return -1;
      }
      return ranks.get(pair(tokens[place], tokens[next[place]]));
    }

    private void enqueue(int place) {
      int rank = rank(place);
      if (rank >= 0) {
        waiting.add(rank, place);
      }
    }
  }
}
