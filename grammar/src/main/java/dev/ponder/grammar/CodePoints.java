package dev.ponder.grammar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A set of Unicode scalar values, as sorted, disjoint, non-adjacent ranges. Surrogates are never
/// members: they have no UTF-8.
record CodePoints(List<Range> ranges) {

  /// From `first` to `last`, both included.
  record Range(int first, int last) {}

  private static final int LAST = Character.MAX_CODE_POINT;
  static final CodePoints NONE = new CodePoints(List.of());
  static final CodePoints ALL = of(0, LAST);

  CodePoints {
    ranges = List.copyOf(ranges);
  }

  static CodePoints of(int first, int last) {
    return normal(List.of(new Range(first, last)));
  }

  static CodePoints of(int codePoint) {
    return of(codePoint, codePoint);
  }

  /// The characters of those ranges, which may overlap.
  static CodePoints of(List<Range> ranges) {
    return normal(ranges);
  }

  /// The characters of that text.
  static CodePoints anyOf(String text) {
    return normal(text.codePoints().mapToObj(c -> new Range(c, c)).toList());
  }

  boolean isEmpty() {
    return ranges.isEmpty();
  }

  boolean contains(int codePoint) {
    int low = 0;
    int high = ranges.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ranges.get(middle).last < codePoint) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < ranges.size() && ranges.get(low).first <= codePoint;
  }

  CodePoints or(CodePoints other) {
    List<Range> both = new ArrayList<>(ranges);
    both.addAll(other.ranges);
    return normal(both);
  }

  CodePoints not() {
    List<Range> gaps = new ArrayList<>();
    int next = 0;
    for (Range range : ranges) {
      if (range.first > next) {
        gaps.add(new Range(next, range.first - 1));
      }
      next = range.last + 1;
    }
    if (next <= LAST) {
      gaps.add(new Range(next, LAST));
    }
    return normal(gaps);
  }

  CodePoints and(CodePoints other) {
    return not().or(other.not()).not();
  }

  CodePoints minus(CodePoints other) {
    return and(other.not());
  }

  private static CodePoints normal(List<Range> raw) {
    List<Range> split = new ArrayList<>();
    for (Range range : raw) {
      if (range.first < Character.MIN_SURROGATE) {
        split.add(new Range(range.first, Math.min(range.last, Character.MIN_SURROGATE - 1)));
      }
      if (range.last > Character.MAX_SURROGATE) {
        split.add(new Range(Math.max(range.first, Character.MAX_SURROGATE + 1), range.last));
      }
    }
    Range[] sorted = split.toArray(Range[]::new);
    Arrays.sort(sorted, (a, b) -> Integer.compare(a.first, b.first));
    List<Range> merged = new ArrayList<>();
    for (Range range : sorted) {
      Range before = merged.isEmpty() ? new Range(-9, -9) : merged.getLast();
      if (range.first <= before.last + 1) {
        merged.removeLast();
        merged.add(new Range(before.first, Math.max(before.last, range.last)));
      } else {
        merged.add(range);
      }
    }
    return new CodePoints(merged);
  }
}
