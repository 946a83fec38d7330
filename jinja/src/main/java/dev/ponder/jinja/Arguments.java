package dev.ponder.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a function, filter, test or macro is called with.
record Arguments(List<Value> positional, Map<String, Value> named) {
  static final Arguments NONE = new Arguments(List.of(), Map.of());

  /// Without the first positional ones.
  Arguments after(int count) {
    return new Arguments(positional.subList(count, positional.size()), named);
  }

  /// Assigns the arguments to parameters.
  Bound bind(Run run, String function, String... parameters) {
    if (positional.size() > parameters.length) {
      throw run.failed(
          function + " takes " + parameters.length + " arguments, not " + positional.size());
    }
    List<Optional<Value>> values = new ArrayList<>();
    Map<String, Value> rest = new LinkedHashMap<>(named);
    for (int i = 0; i < parameters.length; i++) {
      Optional<Value> byName = Optional.ofNullable(rest.remove(parameters[i]));
      if (i < positional.size() && byName.isPresent()) {
        throw run.failed(function + " is given '" + parameters[i] + "' twice");
      }
      values.add(i < positional.size() ? Optional.of(positional.get(i)) : byName);
    }
    if (!rest.isEmpty()) {
      throw run.failed(
          function + " takes no argument named '" + rest.keySet().iterator().next() + "'");
    }
    return new Bound(run, function, parameters, values);
  }

  /// Arguments by the place of their parameters.
  record Bound(Run run, String function, String[] parameters, List<Optional<Value>> values) {

    Optional<Value> value(int index) {
      return values.get(index);
    }

    /// The argument, unless it is absent or None.
    Optional<Value> present(int index) {
      return value(index).filter(value -> !(value instanceof Value.None));
    }

    Value needed(int index) {
      return value(index)
          .orElseThrow(() -> run.failed(function + " needs '" + parameters[index] + "'"));
    }

    boolean flag(int index, boolean standard) {
      return value(index).map(value -> Truth.of(value, run)).orElse(standard);
    }

    /// An int, cut to the range of an int of Java's.
    int whole(int index, int standard) {
      return value(index).map(value -> toInt(index, value)).orElse(standard);
    }

    Text text(int index) {
      return toText(index, needed(index));
    }

    Text text(int index, Text standard) {
      return value(index).map(value -> toText(index, value)).orElse(standard);
    }

    private Text toText(int index, Value value) {
      if (value instanceof Text text) {
        return text;
      }
      throw wrong(index, "a string", value);
    }

    private int toInt(int index, Value value) {
      BigInteger number = Numbers.asWhole(value).orElseThrow(() -> wrong(index, "an int", value));
      return number.bitLength() < 32
          ? number.intValue()
          : number.signum() < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    }

    private TemplateException wrong(int index, String wanted, Value value) {
      return run.failed(
          function
              + " needs "
              + wanted
              + " as '"
              + parameters[index]
              + "', not "
              + Kinds.of(value));
    }
  }
}
