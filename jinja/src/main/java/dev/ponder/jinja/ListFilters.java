package dev.ponder.jinja;

import dev.ponder.jinja.Expression.Operator;
import dev.ponder.jinja.Filters.Filter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Filters of what has elements.
final class ListFilters {
  static final Map<String, Filter> ALL =
      Map.ofEntries(
          Map.entry("batch", ListFilters::batch),
          Map.entry("dictsort", ListFilters::dictSort),
          Map.entry("first", ListFilters::first),
          Map.entry("groupby", ListFilters::groupBy),
          Map.entry("items", ListFilters::items),
          Map.entry("join", ListFilters::join),
          Map.entry("last", ListFilters::last),
          Map.entry("list", ListFilters::list),
          Map.entry("max", (v, a, run) -> extreme(v, a, run, -1)),
          Map.entry("min", (v, a, run) -> extreme(v, a, run, 1)),
          Map.entry("reverse", ListFilters::reverse),
          Map.entry("slice", ListFilters::slice),
          Map.entry("sort", ListFilters::sort),
          Map.entry("sum", ListFilters::sum),
          Map.entry("unique", ListFilters::unique));

  private ListFilters() {}

  private static Value batch(Value value, Arguments arguments, Run run) {
    Arguments.Bound bound = arguments.bind(run, "batch", "linecount", "fill_with");
    bound.needed(0);
    int size = bound.whole(0, 1);
    List<Value> rows = new ArrayList<>();
    List<Value> row = new ArrayList<>();
    for (Value element : Elements.of(value, run)) {
      run.budget().elements(2);
      if (row.size() == size) {
        rows.add(new Value.Listing(row));
        row = new ArrayList<>();
      }
      row.add(element);
    }
    if (!row.isEmpty()) {
      if (bound.present(1).isPresent()) {
        run.budget().elements(Math.max(0, size - row.size()));
        while (row.size() < size) {
          row.add(bound.needed(1));
        }
      }
      rows.add(new Value.Listing(row));
    }
    return Value.Generator.of(rows);
  }

  private static Value slice(Value value, Arguments arguments, Run run) {
    Arguments.Bound bound = arguments.bind(run, "slice", "slices", "fill_with");
    bound.needed(0);
    int slices = bound.whole(0, 1);
    List<Value> elements = Elements.of(value, run);
    if (slices == 0) {
      throw run.failed("division by zero");
    }
    run.budget().elements(elements.size() + 4L * Math.max(0, slices));
    int each = Math.floorDiv(elements.size(), slices);
    int longer = Math.floorMod(elements.size(), slices);
    List<Value> rows = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < slices; i++) {
      int to = from + each + (i < longer ? 1 : 0);
      List<Value> row = new ArrayList<>(elements.subList(from, to));
      if (bound.present(1).isPresent() && i >= longer) {
        row.add(bound.needed(1));
      }
      rows.add(new Value.Listing(row));
      from = to;
    }
    return Value.Generator.of(rows);
  }

  private static Value dictSort(Value value, Arguments arguments, Run run) {
    Arguments.Bound bound = arguments.bind(run, "dictsort", "case_sensitive", "by", "reverse");
    String by = bound.text(1, Text.data("key")).value();
    if (!(value instanceof Value.Dict dict) || !by.equals("key") && !by.equals("value")) {
      throw run.failed("dictsort needs a dict, and 'key' or 'value' to sort by");
    }
    int place = by.equals("key") ? 0 : 1;
    boolean exact = bound.flag(0, false);
    Function<Value, Value> key =
        item -> folded(((Value.Tuple) item).elements().get(place), exact, run);
    List<Value> items = new ArrayList<>(ContainerMethods.items(dict, run).elements());
    return new Value.Listing(sorted(items, key, bound.flag(2, false), run));
  }

  private static Value folded(Value value, boolean exact, Run run) {
    return !exact && value instanceof Text text ? TextCase.lower(text, run.budget()) : value;
  }

  private static List<Value> sorted(
      List<Value> elements, Function<Value, Value> key, boolean reverse, Run run) {
    record Keyed(Value key, Value value) {}
    run.budget().elements(4L * elements.size());
    List<Keyed> keyed = new ArrayList<>(elements.size());
    elements.forEach(element -> keyed.add(new Keyed(key.apply(element), element)));
    Comparator<Keyed> order = (a, b) -> Comparisons.compare(a.key(), b.key(), run);
    keyed.sort(reverse ? order.reversed() : order);
    List<Value> sorted = new ArrayList<>(elements.size());
    keyed.forEach(one -> sorted.add(one.value()));
    return sorted;
  }

  private static Value sort(Value value, Arguments arguments, Run run) {
    Arguments.Bound bound = arguments.bind(run, "sort", "reverse", "case_sensitive", "attribute");
    boolean exact = bound.flag(1, false);
    List<Path> paths = Path.several(bound.present(2), run);
    Function<Value, Value> key =
        element -> {
          List<Value> keys = new ArrayList<>();
          paths.forEach(path -> keys.add(folded(path.of(element, run), exact, run)));
          return new Value.Listing(keys);
        };
    return new Value.Listing(sorted(Elements.of(value, run), key, bound.flag(0, false), run));
  }

  private static Value unique(Value value, Arguments arguments, Run run) {
    Arguments.Bound bound = arguments.bind(run, "unique", "case_sensitive", "attribute");
    boolean exact = bound.flag(0, false);
    Path path = Path.of(bound.present(1), run);
    Set<Object> seen = new HashSet<>();
    List<Value> unique = new ArrayList<>();
    for (Value element : Elements.of(value, run)) {
      run.budget().elements(4);
      if (seen.add(Keys.needed(folded(path.of(element, run), exact, run), run))) {
        unique.add(element);
      }
    }
    return Value.Generator.of(unique);
  }

  private static Value extreme(Value value, Arguments arguments, Run run, int sign) {
    Arguments.Bound bound = arguments.bind(run, "max", "case_sensitive", "attribute");
    boolean exact = bound.flag(0, false);
    Path path = Path.of(bound.present(1), run);
    List<Value> elements = Elements.of(value, run);
    if (elements.isEmpty()) {
      return new Value.Undefined("there is no smallest or largest of nothing");
    }
    Value best = elements.getFirst();
    Value bestKey = folded(path.of(best, run), exact, run);
    for (Value element : elements.subList(1, elements.size())) {
      Value key = folded(path.of(element, run), exact, run);
      if (sign * Comparisons.compare(key, bestKey, run) < 0) {
        best = element;
        bestKey = key;
      }
    }
    return best;
  }

  private static Value groupBy(Value value, Arguments arguments, Run run) {
    Arguments.Bound bound =
        arguments.bind(run, "groupby", "attribute", "default", "case_sensitive");
    Path path = Path.of(Optional.of(bound.needed(0)), run).orElse(bound.present(1));
    boolean exact = bound.flag(2, false);
    Function<Value, Value> key = element -> folded(path.of(element, run), exact, run);
    List<Value> sorted = sorted(Elements.of(value, run), key, false, run);
    List<Value> groups = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= sorted.size(); i++) {
      if (i == sorted.size()
          || !Comparisons.equal(key.apply(sorted.get(from)), key.apply(sorted.get(i)), run)) {
        List<Value> members = new ArrayList<>(sorted.subList(from, i));
        Value grouper = path.of(members.getFirst(), run);
        groups.add(
            new Value.Tuple(
                List.of(grouper, new Value.Listing(members)), List.of("grouper", "list")));
        from = i;
      }
    }
    return new Value.Listing(groups);
  }

  private static Value first(Value value, Arguments arguments, Run run) {
    arguments.bind(run, "first");
    if (value instanceof Value.Generator generator && !generator.rest().isEmpty()) {
      return generator.rest().removeFirst();
    }
    if (value instanceof Text text && !text.isEmpty()) {
      return text.cut(0, text.offset(1));
    }
    List<Value> elements = Elements.of(value, run);
    return elements.isEmpty()
        ? new Value.Undefined("there is no first item of nothing")
        : elements.getFirst();
  }

  private static Value last(Value value, Arguments arguments, Run run) {
    arguments.bind(run, "last");
    if (value instanceof Value.Generator) {
      throw run.failed("a generator has no last item; make a list of it");
    }
    if (value instanceof Text text && !text.isEmpty()) {
      return text.cut(text.offset(text.size() - 1), text.length());
    }
    List<Value> elements = Elements.of(value, run);
    return elements.isEmpty()
        ? new Value.Undefined("there is no last item of nothing")
        : elements.getLast();
  }

  private static Value items(Value value, Arguments arguments, Run run) {
    arguments.bind(run, "items");
    return switch (value) {
      case Value.Undefined _ -> Value.Generator.of(List.of());
      case Value.Dict dict -> Value.Generator.of(ContainerMethods.items(dict, run).elements());
      default -> throw run.failed("only a dict has items, not " + Kinds.of(value));
    };
  }

  private static Value join(Value value, Arguments arguments, Run run) {
    Arguments.Bound bound = arguments.bind(run, "join", "d", "attribute");
    Text separator = run.str(bound.value(0).orElse(Text.EMPTY));
    Path path = Path.of(bound.present(1), run);
    Text.Builder out = new Text.Builder(run.budget());
    boolean first = true;
    for (Value element : Elements.of(value, run)) {
      if (!first) {
        out.append(separator);
      }
      out.append(run.str(path.of(element, run)));
      first = false;
    }
    return out.text();
  }

  private static Value list(Value value, Arguments arguments, Run run) {
    arguments.bind(run, "list");
    return new Value.Listing(Elements.of(value, run));
  }

  private static Value reverse(Value value, Arguments arguments, Run run) {
    arguments.bind(run, "reverse");
    if (value instanceof Text text) {
      return new Slice(Value.NONE, Value.NONE, Value.count(-1)).of(text, run);
    }
    List<Value> elements = Elements.of(value, run);
    run.budget().elements(elements.size());
    List<Value> reversed = new ArrayList<>(elements.reversed());
    return value instanceof Value.Generator
        ? new Value.Listing(reversed)
        : Value.Generator.of(reversed);
  }

  private static Value sum(Value value, Arguments arguments, Run run) {
    Arguments.Bound bound = arguments.bind(run, "sum", "attribute", "start");
    Path path = Path.of(bound.present(0), run);
    Value total = bound.value(1).orElse(Value.count(0));
    if (total instanceof Text) {
      throw run.failed("sum does not add strings; use join");
    }
    for (Value element : Elements.of(value, run)) {
      total = Arithmetic.apply(Operator.ADD, total, path.of(element, run), run);
    }
    return total;
  }
}
