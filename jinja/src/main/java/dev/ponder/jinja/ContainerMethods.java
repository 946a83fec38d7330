package dev.ponder.jinja;

import java.util.List;
import java.util.Optional;

/// The methods of dicts, lists and tuples that change nothing.
final class ContainerMethods {
  private ContainerMethods() {}

  static Optional<Value> ofDict(Value.Dict dict, String name) {
    return switch (name) {
      case "items" -> Optional.of(method(name, run -> items(dict, run)));
      case "keys" ->
          Optional.of(method(name, run -> new Value.View(Elements.keys(dict, run), "keys")));
      case "values" -> Optional.of(method(name, run -> values(dict, run)));
      case "copy" -> Optional.of(method(name, run -> dict));
      case "get" -> Optional.of(new Function(name, (arguments, run) -> get(dict, arguments, run)));
      case "fromkeys" -> Optional.of(new Value.Undefined("'fromkeys' is not supported"));
      default -> Optional.empty();
    };
  }

  static Optional<Value> ofElements(Value self, List<Value> elements, String name) {
    return switch (name) {
      case "copy" ->
          self instanceof Value.Listing ? Optional.of(method(name, run -> self)) : Optional.empty();
      case "count" ->
          Optional.of(new Function(name, (arguments, run) -> count(elements, arguments, run)));
      case "index" ->
          Optional.of(new Function(name, (arguments, run) -> index(elements, arguments, run)));
      default -> Optional.empty();
    };
  }

  private interface Plain {
    Value call(Run run);
  }

  private static Function method(String name, Plain body) {
    return new Function(
        name,
        (arguments, run) -> {
          arguments.bind(run, name);
          return body.call(run);
        });
  }

  static Value.View items(Value.Dict dict, Run run) {
    run.budget().elements(4L * dict.entries().size());
    List<Value> items =
        dict.members().stream()
            .<Value>map(entry -> Value.Tuple.of(entry.key(), entry.value()))
            .toList();
    return new Value.View(items, "items");
  }

  private static Value values(Value.Dict dict, Run run) {
    run.budget().elements(dict.entries().size());
    return new Value.View(dict.members().stream().map(Value.Entry::value).toList(), "values");
  }

  private static Value get(Value.Dict dict, Arguments arguments, Run run) {
    Arguments.Bound bound = arguments.bind(run, "get", "key", "default");
    return dict.find(Keys.needed(bound.needed(0), run))
        .orElseGet(() -> bound.value(1).orElse(Value.NONE));
  }

  private static Value count(List<Value> elements, Arguments arguments, Run run) {
    Value sought = arguments.bind(run, "count", "value").needed(0);
    return Value.count(
        elements.stream().filter(element -> Comparisons.equal(element, sought, run)).count());
  }

  private static Value index(List<Value> elements, Arguments arguments, Run run) {
    Value sought = arguments.bind(run, "index", "value").needed(0);
    for (int i = 0; i < elements.size(); i++) {
      if (Comparisons.equal(elements.get(i), sought, run)) {
        return Value.count(i);
      }
    }
    throw run.failed("the value is not in the list");
  }
}
