package dev.ponder.model.tokenizer;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/// The bytes of every token, in one array, and a hash table over those that text can become.
final class Vocabulary {
  private static final int FREE = -1;

  private final byte[] pool;
  private final int[] starts;
  private final int[] table;

  /// Salts the hash, so that a crafted vocabulary cannot make the table slow.
  private final long salt = ThreadLocalRandom.current().nextLong();

  /// @param bytes the bytes of each token
  Vocabulary(byte[][] bytes) {
    starts = new int[bytes.length + 1];
    for (int i = 0; i < bytes.length; i++) {
      starts[i + 1] = Math.addExact(starts[i], bytes[i].length);
    }
    pool = new byte[starts[bytes.length]];
    for (int i = 0; i < bytes.length; i++) {
      System.arraycopy(bytes[i], 0, pool, starts[i], bytes[i].length);
    }
    table = new int[Integer.highestOneBit(Math.max(8, bytes.length)) * 4];
    Arrays.fill(table, FREE);
  }

  int size() {
    return starts.length - 1;
  }

  /// The token's bytes, as a new array.
  byte[] bytes(int token) {
    java.util.Objects.checkIndex(token, size());
    return Arrays.copyOfRange(pool, starts[token], starts[token + 1]);
  }

  /// Lets [#find] find the token. Returns the token that already stands for the same bytes, or else
  /// the token itself.
  int index(int token) {
    byte[] bytes = bytes(token);
    int slot = slot(bytes, 0, bytes.length);
    if (table[slot] == FREE) {
      table[slot] = token;
    }
    return table[slot];
  }

  /// The indexed token that stands for `bytes[from, to)`, or -1.
  int find(byte[] bytes, int from, int to) {
    return table[slot(bytes, from, to)];
  }

  private int slot(byte[] bytes, int from, int to) {
    int mask = table.length - 1;
    long hash = salt;
    for (int i = from; i < to; i++) {
      hash = (hash ^ bytes[i]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    int slot = (int) (hash >>> 16) & mask;
    while (table[slot] != FREE && !isToken(table[slot], bytes, from, to)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isToken(int token, byte[] bytes, int from, int to) {
    return Arrays.equals(pool, starts[token], starts[token + 1], bytes, from, to);
  }
}
