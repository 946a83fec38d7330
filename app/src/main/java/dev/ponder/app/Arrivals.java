package dev.ponder.app;

import java.util.ArrayList;
import java.util.List;

/// When the tokens of one answer came, by the clock of [System#nanoTime].
///
/// @param submitted when it was asked for
/// @param tokens when each came, in order
record Arrivals(long submitted, List<Long> tokens) {
  private static final double NANOS = 1e9;

  Arrivals {
    tokens = List.copyOf(tokens);
  }

  /// The time between two tokens of an answer.
  record Gap(long from, long to) {

    double milliseconds() {
      return (to - from) / 1e6;
    }

    /// Whether most of it is after `start` and before `end`.
    boolean isWithin(long start, long end) {
      long middle = from + (to - from) / 2;
      return middle - start >= 0 && middle - end < 0;
    }
  }

  /// Between each token and the next.
  List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    for (int i = 1; i < tokens.size(); i++) {
      gaps.add(new Gap(tokens.get(i - 1), tokens.get(i)));
    }
    return gaps;
  }

  /// Waiting and prompt included.
  double tokensPerSecond() {
    return tokens.size() * NANOS / Math.max(1, last() - submitted);
  }

  /// From when it was asked for to its first token.
  double secondsToFirst() {
    return (first() - submitted) / NANOS;
  }

  /// When its first token came; when it was asked for, if none did.
  long first() {
    return tokens.isEmpty() ? submitted : tokens.getFirst();
  }

  /// When its last token came, likewise.
  long last() {
    return tokens.isEmpty() ? submitted : tokens.getLast();
  }
}
