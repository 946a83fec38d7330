package dev.ponder.grammar;

/// The name that is being written, its opening quote included, and which names that its object
/// holds begin like it. Immutable: a list of its bytes, the last one first.
final class Name {
  /// None is.
  static final Name NONE = new Name(Names.NONE);

  private final Name before;
  private final int last;
  private final int length;
  private final Names left;

  private Name(Names held) {
    this.before = this;
    this.last = 0;
    this.length = 0;
    this.left = held;
  }

  private Name(Name before, int last) {
    this.before = before;
    this.last = last;
    this.length = before.length + 1;
    this.left = before.left.after(last);
  }

  /// One of which nothing is written yet, in an object that holds those names.
  static Name among(Names held) {
    return held.isEmpty() ? NONE : new Name(held);
  }

  /// One byte more of it.
  ///
  /// @throws GrammarLimitException when it is too long to be held
  Name and(int value) {
    if (length >= OpenObjects.MOST_BYTES) {
      throw new GrammarLimitException(
          "it holds a name of more than %,d bytes".formatted(OpenObjects.MOST_BYTES));
    }
    return new Name(this, value);
  }

  /// What may follow for it to be a name that its object holds.
  Names left() {
    return left;
  }

  byte[] bytes() {
    byte[] bytes = new byte[length];
    Name here = this;
    for (int i = length - 1; i >= 0; i--) {
      bytes[i] = (byte) here.last;
      here = here.before;
    }
    return bytes;
  }
}
