package dev.ponder.engine;

import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalInt;

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

  /// Adds the tokens whose bits are set: token `t` is bit `t & 63` of word `t >> 6`. Words beyond
  /// the vocabulary must be missing or empty; missing ones are empty.
  ///
  /// @throws IndexOutOfBoundsException when the vocabulary has no such token
  public void addAll(long[] bits) {
    for (int i = 0; i < bits.length; i++) {
      if (i < words.length) {
        words[i] |= bits[i];
      } else if (bits[i] != 0) {
        throw new IndexOutOfBoundsException("a token beyond the vocabulary of " + vocabulary);
      }
    }
  }

  /// Keeps just what was not in it.
  public void invert() {
    for (int i = 0; i < words.length; i++) {
      words[i] = ~words[i];
    }
    int beyond = words.length * Long.SIZE - vocabulary;
    if (beyond > 0) {
      words[words.length - 1] &= -1L >>> beyond;
    }
  }

  /// Keeps only what is in the other set of the same vocabulary as well.
  public void retainAll(TokenSet other) {
    for (int i = 0; i < words.length; i++) {
      words[i] &= other.words[i];
    }
  }

  /// Its token when it has just one.
  OptionalInt only() {
    int only = -1;
    for (int i = 0; i < words.length; i++) {
      long word = words[i];
      if (word != 0) {
        if (only >= 0 || (word & word - 1) != 0) {
          return OptionalInt.empty();
        }
        only = i * Long.SIZE + Long.numberOfTrailingZeros(word);
      }
    }
    return only < 0 ? OptionalInt.empty() : OptionalInt.of(only);
  }

  /// The tokens from 64 times that number on, one bit each.
  long word(int index) {
    return words[index];
  }

  /// @throws IndexOutOfBoundsException when the vocabulary has no such token
  public boolean contains(int token) {
    Objects.checkIndex(token, vocabulary);
    return (words[token >> 6] & 1L << token) != 0;
  }
}
