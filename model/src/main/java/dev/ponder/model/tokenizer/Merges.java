package dev.ponder.model.tokenizer;

import java.util.Arrays;

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

    /// A binary heap of `rank << 32 | place`.
    private long[] heap;

    private int waiting;

    Word(int[] tokens, int length) {
      this.tokens = tokens;
      previous = new int[length];
      next = new int[length];
      heap = new long[Math.max(16, length)];
      for (int i = 0; i < length; i++) {
        previous[i] = i - 1;
        next[i] = i + 1 < length ? i + 1 : NONE;
      }
      for (int i = 0; i + 1 < length; i++) {
        enqueue(i);
      }
    }

    int merge() {
      while (waiting > 0) {
        long lowest = poll();
        int place = (int) lowest;
        if (rank(place) == (int) (lowest >>> 32)) {
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
      if (rank < 0) {
        return;
      }
      if (waiting == heap.length) {
        heap = Arrays.copyOf(heap, waiting * 2);
      }
      long added = (long) rank << 32 | place;
      int child = waiting++;
      while (child > 0 && heap[(child - 1) / 2] > added) {
        heap[child] = heap[(child - 1) / 2];
        child = (child - 1) / 2;
      }
      heap[child] = added;
    }

    private long poll() {
      long lowest = heap[0];
      long last = heap[--waiting];
      int parent = 0;
      while (2 * parent + 1 < waiting) {
        int child = 2 * parent + 1;
        if (child + 1 < waiting && heap[child + 1] < heap[child]) {
          child++;
        }
        if (heap[child] >= last) {
          break;
        }
        heap[parent] = heap[child];
        parent = child;
      }
      heap[parent] = last;
      return lowest;
    }
  }
}
