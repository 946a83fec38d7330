package dev.ponder.grammar;

/// A set of bytes, as four words of bits.
record ByteSet(long a, long b, long c, long d) {
  static final ByteSet NONE = new ByteSet(0, 0, 0, 0);

  /// From `first` to `last`, both included.
  static ByteSet of(int first, int last) {
    long[] words = new long[4];
    for (int i = first; i <= last; i++) {
      words[i >> 6] |= 1L << i;
    }
    return new ByteSet(words[0], words[1], words[2], words[3]);
  }

  static ByteSet of(int value) {
    return of(value, value);
  }

  boolean contains(int value) {
    long word =
        switch (value >> 6) {
          case 0 -> a;
          case 1 -> b;
          case 2 -> c;
          case 3 -> d;
          default -> 0;
        };
    return (word & 1L << value) != 0;
  }

  ByteSet or(ByteSet o) {
    return new ByteSet(a | o.a, b | o.b, c | o.c, d | o.d);
  }

  ByteSet and(ByteSet o) {
    return new ByteSet(a & o.a, b & o.b, c & o.c, d & o.d);
  }
}
