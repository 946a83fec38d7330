package dev.ponder.model.tokenizer;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// The tokens of words that came up lately, a fixed number of them: a word takes the place that its
/// hash gives, whoever was there before. Thread-safe.
final class WordCache {
  private static final int PLACES = 1 << 14;
  private static final int LONGEST_WORD = 32;

  private final AtomicReferenceArray<Entry> entries = new AtomicReferenceArray<>(PLACES);

  /// @param tokens never modified
  private record Entry(String word, int[] tokens) {}

  /// The tokens, not to be modified.
  Optional<int[]> get(String word) {
    return Optional.ofNullable(entries.get(place(word)))
        .filter(entry -> entry.word.equals(word))
        .map(Entry::tokens);
  }

  /// Keeps the word, unless it is long.
  void put(String word, int[] tokens) {
    if (word.length() <= LONGEST_WORD) {
      entries.set(place(word), new Entry(word, tokens));
    }
  }

  private static int place(String word) {
    int hash = word.hashCode();
    return (hash ^ (hash >>> 15)) & (PLACES - 1);
  }
}
