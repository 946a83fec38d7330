package dev.ponder.model.tokenizer;

import java.util.Arrays;

/// Token ids under construction.
final class TokenList {
  private int[] tokens = new int[64];
  private int size;

  void add(int token) {
    reserve(1);
    tokens[size++] = token;
  }

  void add(int[] source, int length) {
    reserve(length);
    System.arraycopy(source, 0, tokens, size, length);
    size += length;
  }

  boolean endsWith(int token) {
    return size > 0 && tokens[size - 1] == token;
  }

  int[] toArray() {
    return Arrays.copyOf(tokens, size);
  }

  private void reserve(int more) {
    if (more > tokens.length - size) {
      tokens = Arrays.copyOf(tokens, Math.max(Math.addExact(size, more), tokens.length * 2));
    }
  }
}
