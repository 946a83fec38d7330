package dev.ponder.grammar;

import java.util.ArrayList;
import java.util.List;

/// Code points as the byte sequences of their UTF-8 (RFC 3629).
final class Utf8 {
  private static final int[] LAST_BY_LENGTH = {0x7f, 0x7ff, 0xffff, 0x10ffff};

  private Utf8() {}

  static Regex of(Regexes regexes, CodePoints set) {
    regexes.budget().spend(8L * set.ranges().size());
    List<Regex> options = new ArrayList<>();
    for (CodePoints.Range range : set.ranges()) {
      int first = range.first();
      for (int length = 1; length <= 4; length++) {
        int last = Math.min(range.last(), LAST_BY_LENGTH[length - 1]);
        if (first <= last) {
          options.add(sequences(regexes, encode(first, length), encode(last, length), 0));
          first = last + 1;
        }
      }
    }
    return regexes.either(options);
  }

  private static int[] encode(int codePoint, int length) {
    if (length == 1) {
      return new int[] {codePoint};
    }
    int[] result = new int[length];
    int rest = codePoint;
    for (int i = length - 1; i > 0; i--) {
      result[i] = 0x80 | rest & 0x3f;
      rest >>= 6;
    }
    result[0] = (0xf00 >> length & 0xff) | rest;
    return result;
  }

  /// All sequences between two of equal length, compared from `at` on.
  private static Regex sequences(Regexes regexes, int[] low, int[] high, int at) {
    if (at == low.length) {
      return regexes.empty;
    }
    if (low[at] == high[at]) {
      return regexes.then(
          regexes.bytes(ByteSet.of(low[at])), sequences(regexes, low, high, at + 1));
    }
    int[] lowest = low.clone();
    int[] highest = high.clone();
    for (int i = at + 1; i < low.length; i++) {
      lowest[i] = 0x80;
      highest[i] = 0xbf;
    }
    List<Regex> options = new ArrayList<>();
    options.add(starting(regexes, low[at], low, highest, at));
    if (low[at] + 1 < high[at]) {
      Regex any = sequences(regexes, lowest, highest, at + 1);
      options.add(regexes.then(regexes.bytes(ByteSet.of(low[at] + 1, high[at] - 1)), any));
    }
    options.add(starting(regexes, high[at], lowest, high, at));
    return regexes.either(options);
  }

  private static Regex starting(Regexes regexes, int lead, int[] low, int[] high, int at) {
    return regexes.then(regexes.bytes(ByteSet.of(lead)), sequences(regexes, low, high, at + 1));
  }
}
