package dev.ponder.grammar;

import java.util.Arrays;

/// A set of names, each with its quotes, as the tree of what they have in common. Immutable, so
/// that looking ahead leaves no trace; a set with one name more shares all else with the old one.
///
/// No name is the beginning of another, since each ends with its only bare quote.
final class Names {
  static final Names NONE = new Names(new byte[0], 0, 0, new Names[0], 0);

  private final byte[] text;
  private final int from;
  private final int to;
  private final Names[] rests;
  private final int size;

  /// Those that all begin with `text[from..to)` and go on with one of `rests`, which begin with
  /// different bytes; a single name has none. The arrays are owned, and shared among sets.
  private Names(byte[] text, int from, int to, Names[] rests, int size) {
    this.text = text;
    this.from = from;
    this.to = to;
    this.rests = rests;
    this.size = size;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /// Whether what was asked for with [#after] is a whole name of the set.
  boolean isWhole() {
    return size == 1 && from == to;
  }

  /// What follows that byte in those that begin with it.
  Names after(int value) {
    if (from < to) {
      return (text[from] & 0xff) == value ? new Names(text, from + 1, to, rests, size) : NONE;
    }
    for (Names rest : rests) {
      if ((rest.text[rest.from] & 0xff) == value) {
        return rest.after(value);
      }
    }
    return NONE;
  }

  /// That name as well.
  Names with(byte[] name) {
    return with(name, 0);
  }

  private Names with(byte[] name, int at) {
    Names alone = new Names(name, at, name.length, new Names[0], 1);
    if (isEmpty()) {
      return alone;
    }
    int common = Arrays.mismatch(text, from, to, name, at, name.length);
    if (common < 0) {
      return this;
    }
    if (from + common < to) {
      Names old = new Names(text, from + common, to, rests, size);
      Names[] both = {old, alone.from(at + common)};
      return new Names(text, from, from + common, both, size + 1);
    }
    return among(name, at + common);
  }

  private Names from(int start) {
    return new Names(text, start, to, rests, size);
  }

  /// The same set with a name that goes on like one of the rests, or like none.
  private Names among(byte[] name, int at) {
    for (int i = 0; i < rests.length; i++) {
      if (rests[i].text[rests[i].from] == name[at]) {
        Names[] changed = rests.clone();
        changed[i] = rests[i].with(name, at);
        return new Names(text, from, to, changed, size - rests[i].size + changed[i].size);
      }
    }
    Names[] more = Arrays.copyOf(rests, rests.length + 1);
    more[rests.length] = new Names(name, at, name.length, new Names[0], 1);
    return new Names(text, from, to, more, size + 1);
  }
}
