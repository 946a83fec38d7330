package dev.ponder.jinja;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/// A string that knows of each character who wrote it.
///
/// Most strings have one writer, so the origins are kept as the first one and the ascending places
/// (UTF-16 indices, as everywhere here unless code points are named) where it changes to the other.
/// Python counts code points: [#size] and [#offset] translate, at no cost where there are no
/// surrogates. A text may be [Markup], as what the filter `safe` gives.
final class Text implements Value {
  private static final int[] NO_EDGES = {};
  static final Text EMPTY = new Text("", Origin.DATA, NO_EDGES, false);

  private final String value;
  private final Origin first;
  private final int[] edges;
  private final boolean markup;
  private final int size;

  private Text(String value, Origin first, int[] edges, boolean markup) {
    this.value = value;
    this.first = first;
    this.edges = edges;
    this.markup = markup;
    this.size = value.codePointCount(0, value.length());
  }

  static Text of(String value, Origin origin) {
    return new Text(value, origin, NO_EDGES, false);
  }

  static Text data(String value) {
    return of(value, Origin.DATA);
  }

  String value() {
    return value;
  }

  boolean isMarkup() {
    return markup;
  }

  /// The same as markup, or as a plain string.
  Text asMarkup(boolean flag) {
    return flag == markup ? this : new Text(value, first, edges, flag);
  }

  int length() {
    return value.length();
  }

  boolean isEmpty() {
    return value.isEmpty();
  }

  /// Code points.
  int size() {
    return size;
  }

  /// The index of the code point of that number, which is between zero and the size.
  int offset(int codePoints) {
    return size == value.length() ? codePoints : value.offsetByCodePoints(0, codePoints);
  }

  /// The number of the code point at an index.
  int codePoint(int index) {
    return size == value.length() ? index : value.codePointCount(0, index);
  }

  Origin originAt(int index) {
    return flipped(first, edgesUpTo(index));
  }

  /// The one writer, or DATA when there are both.
  Origin origin() {
    return edges.length == 0 ? first : Origin.DATA;
  }

  Text cut(int from, int to) {
    if (from >= to) {
      return EMPTY.asMarkup(markup);
    }
    int low = edgesUpTo(from);
    int high = edgesUpTo(to - 1);
    int[] inside = low == high ? NO_EDGES : Arrays.copyOfRange(edges, low, high);
    for (int i = 0; i < inside.length; i++) {
      inside[i] -= from;
    }
    return new Text(value.substring(from, to), flipped(first, low), inside, markup);
  }

  /// The same with each stretch of one writer changed as a whole.
  Text mapped(UnaryOperator<String> change, Budget budget) {
    Builder out = new Builder(budget);
    for (Span span : spans()) {
      out.append(change.apply(span.text()), span.origin());
    }
    return out.text();
  }

  List<Span> spans() {
    List<Span> spans = new ArrayList<>(edges.length + 1);
    int from = 0;
    Origin origin = first;
    for (int edge : edges) {
      spans.add(new Span(value.substring(from, edge), origin));
      from = edge;
      origin = flipped(origin, 1);
    }
    if (from < value.length()) {
      spans.add(new Span(value.substring(from), origin));
    }
    return spans;
  }

  @Override
  public String toString() {
    return spans().toString();
  }

  private int edgesUpTo(int index) {
    if (edges.length == 0) {
      return 0;
    }
    int found = Arrays.binarySearch(edges, index);
    return found >= 0 ? found + 1 : -found - 1;
  }

  private static Origin flipped(Origin origin, int times) {
    if ((times & 1) == 0) {
      return origin;
    }
    return origin == Origin.DATA ? Origin.TEMPLATE : Origin.DATA;
  }

  /// Joins texts, and pays for them.
  static final class Builder {
    private final Budget budget;
    private final StringBuilder value = new StringBuilder();
    private Origin first = Origin.DATA;
    private Origin last = Origin.DATA;
    private int[] edges = NO_EDGES;
    private int count;

    Builder(Budget budget) {
      this.budget = budget;
    }

    int length() {
      return value.length();
    }

    Builder append(String text, Origin origin) {
      if (!text.isEmpty()) {
        budget.characters(text.length());
        continueAs(origin);
        value.append(text);
      }
      return this;
    }

    /// Text that no one wrote, such as the quotes around a value.
    Builder append(String text) {
      return append(text, Origin.DATA);
    }

    Builder append(Text text) {
      return append(text, 0, text.length());
    }

    Builder append(Text text, int from, int to) {
      if (from >= to) {
        return this;
      }
      budget.characters(to - from);
      continueAs(text.originAt(from));
      int base = value.length() - from;
      for (int i = text.edgesUpTo(from); i < text.edges.length && text.edges[i] < to; i++) {
        edge(base + text.edges[i]);
        last = flipped(last, 1);
      }
      value.append(text.value, from, to);
      return this;
    }

    Builder repeat(Text text, long times) {
      long bounded = text.isEmpty() ? 0 : Math.clamp(times, 0, Integer.MAX_VALUE);
      budget.characters(bounded * text.length());
      for (long i = 0; i < bounded; i++) {
        append(text);
      }
      return this;
    }

    Text text() {
      return new Text(value.toString(), first, Arrays.copyOf(edges, count), false);
    }

    private void continueAs(Origin origin) {
      if (value.isEmpty()) {
        first = origin;
      } else if (origin != last) {
        edge(value.length());
      }
      last = origin;
    }

    private void edge(int index) {
      if (count == edges.length) {
        edges = Arrays.copyOf(edges, Math.max(8, 2 * count));
      }
      edges[count++] = index;
    }
  }
}
