package dev.ponder.model.tokenizer;

import java.util.Arrays;

/// Merges that wait: of lowest rank first, of equals the leftmost. A binary heap of `rank << 32 |
/// place`.
final class MergeQueue {
  private long[] heap;
  private int size;

  MergeQueue(int expected) {
    heap = new long[Math.max(16, expected)];
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(int rank, int place) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    long added = (long) rank << 32 | place;
    int child = size++;
    while (child > 0 && heap[(child - 1) / 2] > added) {
      heap[child] = heap[(child - 1) / 2];
      child = (child - 1) / 2;
    }
    heap[child] = added;
  }

  /// Removes the first.
  long poll() {
    long lowest = heap[0];
    long last = heap[--size];
    int parent = 0;
    while (2 * parent + 1 < size) {
      int child = 2 * parent + 1;
      if (child + 1 < size && heap[child + 1] < heap[child]) {
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

  static int rank(long merge) {
    return (int) (merge >>> 32);
  }

  static int place(long merge) {
    return (int) merge;
  }
}
