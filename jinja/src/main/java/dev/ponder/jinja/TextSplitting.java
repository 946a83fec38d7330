package dev.ponder.jinja;

import java.util.ArrayList;
import java.util.List;

/// Methods of `str` that cut it.
final class TextSplitting {
  /// What a part costs, as list elements.
  private static final int PART = 4;

  private TextSplitting() {}

  static Value split(Text self, Arguments arguments, Run run) {
    Arguments.Bound bound = arguments.bind(run, "split", "sep", "maxsplit");
    int most = bound.whole(1, -1);
    if (bound.present(0).isEmpty()) {
      return new Value.Listing(words(self, most, run));
    }
    Text separator = separator(bound.text(0), run);
    Search search = new Search(separator.value(), run.budget());
    List<Value> parts = new ArrayList<>();
    int from = 0;
    int found = search.first(self.value(), 0);
    while (found >= 0 && (most < 0 || parts.size() < most)) {
      run.budget().elements(PART);
      parts.add(self.cut(from, found));
      from = found + separator.length();
      found = search.first(self.value(), from);
    }
    parts.add(self.cut(from, self.length()));
    return new Value.Listing(parts);
  }

  static Value rsplit(Text self, Arguments arguments, Run run) {
    Arguments.Bound bound = arguments.bind(run, "rsplit", "sep", "maxsplit");
    int most = bound.whole(1, -1);
    if (bound.present(0).isEmpty()) {
      return new Value.Listing(most < 0 ? words(self, most, run) : lastWords(self, most, run));
    }
    Text separator = separator(bound.text(0), run);
    List<Value> parts = new ArrayList<>();
    String reversed = reversed(self.value());
    Search search = new Search(reversed(separator.value()), run.budget());
    int length = self.length();
    int from = 0;
    int found = search.first(reversed, 0);
    while (found >= 0 && (most < 0 || parts.size() < most)) {
      run.budget().elements(PART);
      parts.add(self.cut(length - found, length - from));
      from = found + separator.length();
      found = search.first(reversed, from);
    }
    parts.add(self.cut(0, length - from));
    return new Value.Listing(new ArrayList<>(parts.reversed()));
  }

  /// UTF-16 units from the end; pairs turned round on both sides still match each other.
  private static String reversed(String text) {
    char[] units = text.toCharArray();
    for (int i = 0, j = units.length - 1; i < j; i++, j--) {
      char unit = units[i];
      units[i] = units[j];
      units[j] = unit;
    }
    return new String(units);
  }

  /// The last place of a part in a text; negative if there is none.
  static int last(String text, String part, Run run) {
    int found = new Search(reversed(part), run.budget()).first(reversed(text), 0);
    return found < 0 ? -1 : text.length() - found - part.length();
  }

  private static Text separator(Text separator, Run run) {
    if (separator.isEmpty()) {
      throw run.failed("the separator is empty");
    }
    return separator;
  }

  private static List<Value> words(Text self, int most, Run run) {
    String value = self.value();
    List<Value> words = new ArrayList<>();
    int from = Characters.skipWhite(value, 0);
    while (from < value.length()) {
      run.budget().elements(PART);
      if (words.size() == most) {
        words.add(self.cut(from, value.length()));
        break;
      }
      int to = from;
      while (to < value.length() && !Characters.isWhite(value.charAt(to))) {
        to++;
      }
      words.add(self.cut(from, to));
      from = Characters.skipWhite(value, to);
    }
    return words;
  }

  private static List<Value> lastWords(Text self, int most, Run run) {
    String value = self.value();
    List<Value> words = new ArrayList<>();
    int to = Characters.trimmedEnd(value);
    while (to > 0) {
      run.budget().elements(PART);
      int from = to;
      if (words.size() == most) {
        words.add(self.cut(0, to));
        break;
      }
      while (from > 0 && !Characters.isWhite(value.charAt(from - 1))) {
        from--;
      }
      words.add(self.cut(from, to));
      to = from;
      while (to > 0 && Characters.isWhite(value.charAt(to - 1))) {
        to--;
      }
    }
    return new ArrayList<>(words.reversed());
  }

  static Value splitLines(Text self, Arguments arguments, Run run) {
    boolean keepsEnds = arguments.bind(run, "splitlines", "keepends").flag(0, false);
    return new Value.Listing(new ArrayList<>(lines(self, keepsEnds, run)));
  }

  static List<Text> lines(Text self, boolean keepsEnds, Run run) {
    String value = self.value();
    List<Text> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < value.length(); i++) {
      if (!Characters.endsLine(value.charAt(i))) {
        continue;
      }
      run.budget().elements(PART);
      int end = i;
      if (value.startsWith("\r\n", i)) {
        i++;
      }
      lines.add(self.cut(from, keepsEnds ? i + 1 : end));
      from = i + 1;
    }
    if (from < value.length()) {
      lines.add(self.cut(from, value.length()));
    }
    return lines;
  }

  static Value partition(Text self, Arguments arguments, Run run, boolean first) {
    Text separator = separator(arguments.bind(run, "partition", "sep").text(0), run);
    int found =
        first
            ? new Search(separator.value(), run.budget()).first(self.value(), 0)
            : last(self.value(), separator.value(), run);
    if (found < 0) {
      return first
          ? Value.Tuple.of(self, Text.EMPTY, Text.EMPTY)
          : Value.Tuple.of(Text.EMPTY, Text.EMPTY, self);
    }
    int after = found + separator.length();
    return Value.Tuple.of(
        self.cut(0, found), self.cut(found, after), self.cut(after, self.length()));
  }
}
