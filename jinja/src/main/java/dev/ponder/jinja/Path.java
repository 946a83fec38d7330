package dev.ponder.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What filters call an attribute: `name`, `name.name` or `name.0`, looked up as items are.
record Path(List<Value> parts, Optional<Value> standard) {

  static Path of(Optional<Value> attribute, Run run) {
    return new Path(attribute.map(value -> parts(value, run)).orElse(List.of()), Optional.empty());
  }

  /// Those of an attribute that is several with commas between them.
  static List<Path> several(Optional<Value> attribute, Run run) {
    if (attribute.isEmpty() || !(attribute.get() instanceof Text text)) {
      return List.of(of(attribute, run));
    }
    List<Path> paths = new ArrayList<>();
    for (String part : text.value().split(",", -1)) {
      paths.add(of(Optional.of(Text.of(part, text.origin())), run));
    }
    return paths;
  }

  private static List<Value> parts(Value attribute, Run run) {
    if (!(attribute instanceof Text text)) {
      return List.of(attribute);
    }
    run.budget().elements(text.length());
    List<Value> parts = new ArrayList<>();
    for (String part : text.value().split("\\.", -1)) {
      boolean number = !part.isEmpty() && part.chars().allMatch(c -> Characters.isDigit((char) c));
      parts.add(
          number
              ? Numbers.parseWhole(part, 10)
                  .<Value>map(whole -> new Value.Whole(whole, Origin.TEMPLATE))
                  .orElse(Value.NONE)
              : Text.data(part));
    }
    return parts;
  }

  /// The same with a value for what is missing on the way.
  Path orElse(Optional<Value> value) {
    return new Path(parts, value);
  }

  Value of(Value object, Run run) {
    Value value = object;
    for (Value part : parts) {
      run.budget().step();
      value = Attributes.item(value, part, run);
      if (value instanceof Value.Undefined && standard.isPresent()) {
        value = standard.get();
      }
    }
    return value;
  }
}
