package dev.ponder.grammar;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Counts the words of expressions as far as that can matter: to more than the names that a text's
/// objects can hold.
final class WordCount {
  static final int NOT_COUNTED = -1;

  /// So many words, or more, or without end.
  static final int MANY = OpenObjects.MOST_BYTES + 1;

  private WordCount() {}

  static int of(Regex regex, Regexes regexes) {
    if (regex.words == NOT_COUNTED) {
      regex.words = counted(regex, regexes);
    }
    return regex.words;
  }

  /// By length. Different beginnings of one length lead to different words, so as many of them are
  /// as many words; and when a beginning is longer than there are states, it has been in one of
  /// them twice and can go round without end.
  private static int counted(Regex start, Regexes regexes) {
    Map<Regex, Long> beginnings = new HashMap<>();
    if (regexes.alive(start)) {
      beginnings.put(start, 1L);
    }
    Set<Regex> seen = new HashSet<>();
    long whole = 0;
    for (int length = 0; !beginnings.isEmpty(); length++) {
      seen.addAll(beginnings.keySet());
      Map<Regex, Long> longer = new HashMap<>();
      for (Map.Entry<Regex, Long> beginning : beginnings.entrySet()) {
        whole += beginning.getKey().nullable ? beginning.getValue() : 0;
        goOn(beginning.getKey(), beginning.getValue(), regexes, longer);
      }
      long open = longer.values().stream().mapToLong(Long::longValue).sum();
      if (whole + open >= MANY || length >= seen.size()) {
        return MANY;
      }
      beginnings = longer;
    }
    return (int) whole;
  }

  private static void goOn(Regex from, long times, Regexes regexes, Map<Regex, Long> longer) {
    regexes.budget().spend(from.classes.count());
    for (int value = 0; value < 256; value++) {
      Regex next = regexes.derivative(from, value);
      if (regexes.alive(next)) {
        longer.merge(next, times, Long::sum);
      }
    }
  }
}
