package dev.ponder.jinja;

import java.util.List;

/// Methods of `str` that look for another.
final class TextSearch {
  private TextSearch() {}

  /// The part of the string that `start` and `end` arguments choose, as UTF-16 indices.
  private static int[] range(Text self, Arguments.Bound bound, Run run) {
    Value start = bound.value(1).orElse(Value.NONE);
    Value end = bound.value(2).orElse(Value.NONE);
    Slice.Places places = new Slice(start, end, Value.NONE).places(self.size(), run);
    int from = self.offset(places.first());
    return new int[] {from, self.offset(places.first() + places.count())};
  }

  static Value affix(Text self, Arguments arguments, Run run, boolean prefix) {
    String name = prefix ? "startswith" : "endswith";
    Arguments.Bound bound = arguments.bind(run, name, "prefix", "start", "end");
    int[] range = range(self, bound, run);
    String part = self.value().substring(range[0], range[1]);
    List<Value> affixes =
        bound.needed(0) instanceof Value.Tuple(List<Value> several, _)
            ? several
            : List.of(bound.needed(0));
    for (Value affix : affixes) {
      if (!(affix instanceof Text text)) {
        throw run.failed(name + " needs a string or a tuple of strings");
      }
      if (prefix ? part.startsWith(text.value()) : part.endsWith(text.value())) {
        return Value.TRUE;
      }
    }
    return Value.FALSE;
  }

  static int find(Text self, Arguments arguments, Run run, boolean first) {
    Arguments.Bound bound = arguments.bind(run, "find", "sub", "start", "end");
    String part = bound.text(0).value();
    int[] range = range(self, bound, run);
    String inside = self.value().substring(range[0], range[1]);
    int found =
        first
            ? new Search(part, run.budget()).first(inside, 0)
            : TextSplitting.last(inside, part, run);
    return found < 0 ? -1 : self.codePoint(range[0] + found);
  }

  static Value found(int index, Run run) {
    if (index < 0) {
      throw run.failed("the string does not hold what index looks for");
    }
    return Value.count(index);
  }

  static Value count(Text self, Arguments arguments, Run run) {
    Arguments.Bound bound = arguments.bind(run, "count", "sub", "start", "end");
    String part = bound.text(0).value();
    int[] range = range(self, bound, run);
    String inside = self.value().substring(range[0], range[1]);
    if (part.isEmpty()) {
      return Value.count(inside.codePointCount(0, inside.length()) + 1L);
    }
    Search search = new Search(part, run.budget());
    int count = 0;
    for (int i = search.first(inside, 0); i >= 0; i = search.first(inside, i + part.length())) {
      run.budget().step();
      count++;
    }
    return Value.count(count);
  }
}
