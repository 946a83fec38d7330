package dev.ponder.model.tokenizer;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/// A map from non-negative longs to non-negative ints, in two arrays. Its hash is salted, so that a
/// crafted vocabulary cannot make it slow.
final class LongIntMap {
  private static final long FREE = -1;

  private final long salt = ThreadLocalRandom.current().nextLong();
  private long[] keys;
  private int[] values;
  private int size;

  LongIntMap(int expected) {
    int capacity = Integer.highestOneBit(Math.max(8, expected)) * 4;
    keys = new long[capacity];
    Arrays.fill(keys, FREE);
    values = new int[capacity];
  }

  /// The value of that key, or -1.
  int get(long key) {
    int slot = slot(key);
    return keys[slot] == FREE ? -1 : values[slot];
  }

  void putIfAbsent(long key, int value) {
    int slot = slot(key);
    if (keys[slot] != FREE) {
      return;
    }
    keys[slot] = key;
    values[slot] = value;
    size++;
    if (size > keys.length / 2) {
      grow();
    }
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    Arrays.fill(keys, FREE);
    values = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != FREE) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) mixed(key ^ salt) & mask;
    while (keys[slot] != FREE && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
  private static long mixed(long key) {
    long z = (key ^ (key >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
