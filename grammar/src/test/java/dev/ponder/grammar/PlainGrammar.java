package dev.ponder.grammar;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/// A random context-free grammar, and who reads it by brute force: which stretches of a text each
/// rule has, from none to all that can be proven, round after round.
final class PlainGrammar {
  private static final List<String> RULES = List.of("start", "p", "q", "r");
  private static final List<String> WORDS = List.of("a", "b", "ab", "ba", "c", "");

  /// A rule's alternatives; each is names and quoted words.
  private final Map<String, List<List<String>>> rules = new HashMap<>();

  PlainGrammar(long seed) {
    Random random = new Random(seed);
    for (String rule : RULES) {
      List<List<String>> options = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(3); i++) {
        options.add(option(random));
      }
      rules.put(rule, options);
    }
  }

  private static List<String> option(Random random) {
    List<String> parts = new ArrayList<>();
    int length = random.nextInt(4);
    for (int i = 0; i < length; i++) {
      parts.add(
          random.nextInt(5) < 2
              ? RULES.get(random.nextInt(RULES.size()))
              : '"' + WORDS.get(random.nextInt(WORDS.size())) + '"');
    }
    return parts;
  }

  private static <V> V of(Map<String, V> map, String rule) {
    return Optional.ofNullable(map.get(rule)).orElseThrow();
  }

  String definition() {
    return RULES.stream()
        .map(rule ->
            rule
                + ": "
                + of(rules, rule).stream()
                    .map(parts -> String.join(" ", parts))
                    .collect(Collectors.joining(" | "))
                + "\n")
        .collect(Collectors.joining());
  }

  boolean matches(String text) {
    int size = text.length() + 1;
    Map<String, boolean[][]> spans = new HashMap<>();
    RULES.forEach(rule -> spans.put(rule, new boolean[size][size]));
    boolean changed = true;
    while (changed) {
      changed = false;
      for (String rule : RULES) {
        for (List<String> option : of(rules, rule)) {
          changed |= add(option, text, spans, of(spans, rule));
        }
      }
    }
    return of(spans, "start")[0][text.length()];
  }

  private static boolean add(
      List<String> option, String text, Map<String, boolean[][]> spans, boolean[][] found) {
    boolean changed = false;
    for (int start = 0; start <= text.length(); start++) {
      boolean[] ends = new boolean[text.length() + 1];
      ends[start] = true;
      for (String part : option) {
        ends = after(part, ends, text, spans);
      }
      for (int end = 0; end < ends.length; end++) {
        changed |= ends[end] && !found[start][end];
        found[start][end] |= ends[end];
      }
    }
    return changed;
  }

  private static boolean[] after(
      String part, boolean[] starts, String text, Map<String, boolean[][]> spans) {
    boolean[] ends = new boolean[starts.length];
    for (int start = 0; start < starts.length; start++) {
      for (int end = start; starts[start] && end < ends.length; end++) {
        boolean literal = part.startsWith("\"");
        ends[end] |=
            literal
                ? part.equals('"' + text.substring(start, end) + '"')
                : of(spans, part)[start][end];
      }
    }
    return ends;
  }
}
