package dev.ponder.grammar;

import java.util.Arrays;

/// A partition of the 256 bytes into classes that an expression cannot tell apart at its front.
///
/// @param of the class of each byte, numbered in order of first appearance; owned, never changed
/// @param count how many classes there are
record ByteClasses(short[] of, int count) {
  static final ByteClasses ONE = new ByteClasses(new short[256], 1);

  /// The bytes of the set against all others.
  static ByteClasses of(ByteSet set) {
    short[] of = new short[256];
    for (int i = 0; i < 256; i++) {
      of[i] = (short) (set.contains(i) ? 1 : 0);
    }
    return numbered(of, 2);
  }

  /// The coarsest partition that is finer than both.
  ByteClasses refine(ByteClasses other) {
    if (other.count == 1 || this == other) {
      return this;
    }
    if (count == 1) {
      return other;
    }
    short[] product = new short[256];
    if (count * other.count > Short.MAX_VALUE) {
      return numbered(pairs(other), 1 << 16);
    }
    for (int i = 0; i < 256; i++) {
      product[i] = (short) (of[i] * other.count + other.of[i]);
    }
    return numbered(product, count * other.count);
  }

  private short[] pairs(ByteClasses other) {
    short[] product = new short[256];
    for (int i = 0; i < 256; i++) {
      product[i] = (short) (of[i] << 8 | other.of[i]);
    }
    return product;
  }

  private static ByteClasses numbered(short[] raw, int bound) {
    short[] names = new short[bound];
    Arrays.fill(names, (short) -1);
    short[] of = new short[256];
    short next = 0;
    for (int i = 0; i < 256; i++) {
      int name = raw[i] & 0xffff;
      if (names[name] < 0) {
        names[name] = next++;
      }
      of[i] = names[name];
    }
    return new ByteClasses(of, next);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByteClasses(short[] of2, int _) && Arrays.equals(of, of2);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(of);
  }
}
