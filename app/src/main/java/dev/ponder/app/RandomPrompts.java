package dev.ponder.app;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Prompts of random tokens, no two alike, so that none finds its beginning in the cache.
final class RandomPrompts {
  private static final long SEED = 42;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final int vocabulary;

  RandomPrompts(int vocabulary) {
    this.vocabulary = vocabulary;
  }

  int[] next(int tokens) {
    return random.ints(tokens, 0, vocabulary).toArray();
  }

  /// So many prompts of so many tokens each.
  List<int[]> several(int count, int tokens) {
    return IntStream.range(0, count).mapToObj(_ -> next(tokens)).toList();
  }
}
