package dev.ponder.engine;

import java.util.Arrays;
import java.util.Objects;

/// A set of token ids over a fixed vocabulary, one bit each. Reused between steps.
public final class TokenSet {
  private final long[] words;
  private final int vocabulary;

  public TokenSet(int vocabulary) {
    this.vocabulary = vocabulary;
    this.words = new long[(vocabulary + 63) >> 6];
  }

  public int vocabulary() {
    return vocabulary;
  }

  public void clear() {
    Arrays.fill(words, 0);
  }

  /// @throws IndexOutOfBoundsException when the vocabulary has no such token
  public void add(int token) {
    Objects.checkIndex(token, vocabulary);
    words[token >> 6] |= 1L << token;
  }

  /// @throws IndexOutOfBoundsException when the vocabulary has no such token
  public boolean contains(int token) {
    Objects.checkIndex(token, vocabulary);
    return (words[token >> 6] & 1L << token) != 0;
  }
}
