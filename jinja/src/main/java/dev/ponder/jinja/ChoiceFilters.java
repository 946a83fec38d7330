package dev.ponder.jinja;

import dev.ponder.jinja.Filters.Filter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `map`, and the filters that keep some elements by a test.
final class ChoiceFilters {
  static final Map<String, Filter> ALL =
      Map.of(
          "map", ChoiceFilters::map,
          "select", (value, arguments, run) -> choose(value, plain(arguments, true), run),
          "reject", (value, arguments, run) -> choose(value, plain(arguments, false), run),
          "selectattr", (value, arguments, run) -> choose(value, ofPart(arguments, true, run), run),
          "rejectattr",
              (value, arguments, run) -> choose(value, ofPart(arguments, false, run), run));

  /// What is looked at of an element, the test with its arguments, and what it must say.
  private record Choice(Path path, Arguments test, boolean wanted) {
    boolean keeps(Value element, Run run) {
      Value subject = path.of(element, run);
      if (test.positional().isEmpty()) {
        return Truth.of(subject, run) == wanted;
      }
      String name = run.str(test.positional().getFirst()).value();
      return run.test(name, subject, test.after(1)) == wanted;
    }
  }

  private ChoiceFilters() {}

  private static Choice plain(Arguments arguments, boolean wanted) {
    return new Choice(new Path(List.of(), Optional.empty()), arguments, wanted);
  }

  private static Choice ofPart(Arguments arguments, boolean wanted, Run run) {
    if (arguments.positional().isEmpty()) {
      throw run.failed("selectattr and rejectattr need the name of an attribute");
    }
    Optional<Value> attribute = Optional.of(arguments.positional().getFirst());
    return new Choice(Path.of(attribute, run), arguments.after(1), wanted);
  }

  private static Value choose(Value value, Choice choice, Run run) {
    List<Value> chosen = new ArrayList<>();
    for (Value element : elements(value, run)) {
      run.budget().elements(1);
      if (choice.keeps(element, run)) {
        chosen.add(element);
      }
    }
    return Value.Generator.of(chosen);
  }

  /// Whatever is false, None too, has none.
  private static List<Value> elements(Value value, Run run) {
    return Truth.of(value, run) ? Elements.of(value, run) : List.of();
  }

  private static Value map(Value value, Arguments arguments, Run run) {
    List<Value> mapped = new ArrayList<>();
    for (Value element : elements(value, run)) {
      run.budget().elements(1);
      mapped.add(mapped(element, arguments, run));
    }
    return Value.Generator.of(mapped);
  }

  private static Value mapped(Value element, Arguments arguments, Run run) {
    if (!arguments.positional().isEmpty()) {
      String name = run.str(arguments.positional().getFirst()).value();
      return run.filter(name, element, arguments.after(1));
    }
    Map<String, Value> named = new LinkedHashMap<>(arguments.named());
    Optional<Value> attribute = Optional.ofNullable(named.remove("attribute"));
    Optional<Value> standard = Optional.ofNullable(named.remove("default"));
    if (attribute.isEmpty() || !named.isEmpty()) {
      throw run.failed("map needs the name of a filter or an attribute");
    }
    return Path.of(attribute, run)
        .orElse(standard.filter(value -> !(value instanceof Value.None)))
        .of(element, run);
  }
}
