package dev.ponder.grammar;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which letters are the same but for their case, by Unicode's simple mappings.
final class LetterCases {
  private static final int LAST = 0x1ffff;
  private static final int FEW = 2_000;
  private static final Map<Integer, List<Integer>> SAME = same();

  private LetterCases() {}

  private static Map<Integer, List<Integer>> same() {
    Map<Integer, List<Integer>> groups = new TreeMap<>();
    for (int c = 0; c <= LAST; c++) {
      groups.computeIfAbsent(folded(c), _ -> new ArrayList<>(1)).add(c);
    }
    groups.values().removeIf(group -> group.size() < 2);
    return new HashMap<>(groups);
  }

  private static int folded(int codePoint) {
    return Character.toLowerCase(Character.toUpperCase(codePoint));
  }

  /// The set with the other cases of its letters.
  static CodePoints all(CodePoints set) {
    List<CodePoints.Range> more = new ArrayList<>(set.ranges());
    long size = set.ranges().stream().mapToLong(r -> r.last() - r.first() + 1L).sum();
    if (size <= FEW) {
      for (CodePoints.Range range : set.ranges()) {
        for (int c = range.first(); c <= range.last(); c++) {
          add(SAME.getOrDefault(folded(c), List.of()), more);
        }
      }
    } else {
      SAME.values().stream()
          .filter(group -> group.stream().anyMatch(set::contains))
          .forEach(group -> add(group, more));
    }
    return CodePoints.of(more);
  }

  private static void add(List<Integer> group, List<CodePoints.Range> ranges) {
    group.forEach(c -> ranges.add(new CodePoints.Range(c, c)));
  }
}
