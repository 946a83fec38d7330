package dev.ponder.learn.python;

import dev.ponder.learn.python.Value.Items;
import dev.ponder.learn.python.Value.Real;
import dev.ponder.learn.python.Value.Text;
import dev.ponder.learn.python.Value.Whole;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Python's functions and methods, those of them that calculating takes.
final class Functions {
  private static final int LONGEST = 10_000;

  private Functions() {}

  /// The function's result; empty where there is none of that name.
  static Optional<Value> call(String name, List<Value> given) {
    return Optional.ofNullable(
        switch (name) {
          case "abs" -> absolute(only(given));
          case "len" -> Value.of(only(given).each().size());
          case "sum" ->
              only(given).each().stream()
                  .reduce(Value.of(0), (one, two) -> Arithmetic.of("+", one, two));
          case "max" -> Collections.max(several(given), Value::compared);
          case "min" -> Collections.min(several(given), Value::compared);
          case "sorted" -> new Items(only(given).each().stream().sorted(Value::compared).toList());
          case "list" -> new Items(only(given).each());
          case "reversed" -> new Items(only(given).each().reversed());
          case "str" -> new Text(only(given).shown());
          case "int" -> whole(only(given));
          case "float" -> new Real(only(given).real());
          case "round" -> rounded(given);
          case "range" -> range(given);
          default -> null;
        });
  }

  /// The method's result.
  static Value method(Value of, String name, List<Value> given) {
    return switch (name) {
      case "count" -> count(of, only(given));
      case "upper" -> new Text(of.shown().toUpperCase(java.util.Locale.ROOT));
      case "lower" -> new Text(of.shown().toLowerCase(java.util.Locale.ROOT));
      default -> throw PythonError.type("there is no method '%s' here".formatted(name));
    };
  }

  private static Value only(List<Value> given) {
    if (given.size() != 1) {
      throw PythonError.type("one argument is needed, not " + given.size());
    }
    return given.getFirst();
  }

  private static List<Value> several(List<Value> given) {
    List<Value> all = given.size() == 1 ? given.getFirst().each() : given;
    if (all.isEmpty()) {
      throw PythonError.type("there is nothing to choose from");
    }
    return all;
  }

  private static Value absolute(Value value) {
    return value instanceof Whole(BigInteger number)
        ? new Whole(number.abs())
        : new Real(Math.abs(value.real()));
  }

  private static Value whole(Value value) {
    return switch (value) {
      case Whole whole -> whole;
      case Text(String text) when text.strip().matches("[-+]?\\d{1,1000}") ->
          Arithmetic.bounded(new BigInteger(text.strip()));
      case Text _, Items _ -> throw PythonError.type("no whole number is " + value.written());
      case Real _, Value.Truth _ -> {
        double number = value.real();
        if (!(Math.abs(number) < 1e18)) {
          throw PythonError.tooMuch("the number is too large");
        }
        yield Value.of((long) number);
      }
    };
  }

  /// Halves go to the even neighbour, as the double has them.
  private static Value rounded(List<Value> given) {
    if (given.isEmpty() || given.size() > 2 || Double.isInfinite(given.getFirst().real())) {
      throw PythonError.type("a number is needed");
    }
    if (given.size() == 1) {
      return whole(new Real(Math.rint(given.getFirst().real())));
    }
    int places = Math.clamp(given.get(1).count(), -300, 300);
    BigDecimal exact = new BigDecimal(given.getFirst().real());
    return new Real(exact.setScale(places, RoundingMode.HALF_EVEN).doubleValue());
  }

  private static Value range(List<Value> given) {
    if (given.isEmpty() || given.size() > 3) {
      throw PythonError.type("range takes one to three numbers");
    }
    long from = given.size() == 1 ? 0 : given.getFirst().count();
    long to = given.size() == 1 ? given.getFirst().count() : given.get(1).count();
    long step = given.size() == 3 ? given.get(2).count() : 1;
    if (step == 0) {
      throw PythonError.type("range cannot go by 0");
    }
    List<Value> numbers = new ArrayList<>();
    for (long i = from; step > 0 ? i < to : i > to; i += step) {
      if (numbers.size() == LONGEST) {
        throw PythonError.tooMuch("the range is too long");
      }
      numbers.add(Value.of(i));
    }
    return new Items(numbers);
  }

  private static Value count(Value of, Value counted) {
    if (of instanceof Text(String text) && counted instanceof Text(String part)) {
      if (part.isEmpty()) {
        return Value.of(text.length() + 1L);
      }
      int count = 0;
      for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
        count++;
      }
      return Value.of(count);
    }
    return Value.of(of.each().stream().filter(counted::equals).count());
  }
}
