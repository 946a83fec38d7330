package dev.ponder.jinja;

import dev.ponder.jinja.Expression.Comparator;
import dev.ponder.jinja.Expression.Operator;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/// The tests, by name.
final class Tests {
  /// A test: whether something holds of a value.
  @FunctionalInterface
  interface Test {
    boolean holds(Value value, Arguments arguments, Run run);
  }

  private interface Plain {
    boolean holds(Value value);
  }

  static final Map<String, Test> ALL = all();

  private Tests() {}

  private static Map<String, Test> all() {
    Map<String, Test> all = new HashMap<>();
    compare(all, Comparator.EQUAL, "==", "eq", "equalto");
    compare(all, Comparator.UNEQUAL, "!=", "ne");
    compare(all, Comparator.LESS, "<", "lt", "lessthan");
    compare(all, Comparator.AT_MOST, "<=", "le");
    compare(all, Comparator.GREATER, ">", "gt", "greaterthan");
    compare(all, Comparator.AT_LEAST, ">=", "ge");
    compare(all, Comparator.IN, "in");
    plain(all, "defined", value -> !(value instanceof Value.Undefined));
    plain(all, "undefined", value -> value instanceof Value.Undefined);
    plain(all, "none", value -> value instanceof Value.None);
    plain(all, "boolean", value -> value instanceof Value.Bool);
    plain(all, "true", value -> value instanceof Value.Bool(boolean flag) && flag);
    plain(all, "false", value -> value instanceof Value.Bool(boolean flag) && !flag);
    plain(all, "integer", value -> value instanceof Value.Whole);
    plain(all, "float", value -> value instanceof Value.Real);
    plain(all, "number", Numbers::isNumber);
    plain(all, "string", value -> value instanceof Text);
    plain(all, "mapping", value -> value instanceof Value.Dict);
    plain(all, "sequence", Tests::isSequence);
    plain(all, "iterable", Tests::isIterable);
    plain(all, "callable", Tests::isCallable);
    plain(all, "escaped", value -> value instanceof Text text && text.isMarkup());
    textual(all, "lower", TextCase::isLower);
    textual(all, "upper", TextCase::isUpper);
    parity(all, "odd", BigInteger.ONE);
    parity(all, "even", BigInteger.ZERO);
    all.put(
        "divisibleby",
        (v, a, run) ->
            remainder(v, a.bind(run, "divisibleby", "num").needed(0), BigInteger.ZERO, run));
    all.put("sameas", (v, a, run) -> same(v, a.bind(run, "sameas", "other").needed(0)));
    all.put("filter", (v, a, run) -> Filters.ALL.containsKey(run.str(v).value()));
    all.put("test", (v, a, run) -> all.containsKey(run.str(v).value()));
    return Map.copyOf(all);
  }

  private static void compare(Map<String, Test> all, Comparator comparator, String... names) {
    for (String name : names) {
      all.put(
          name,
          (value, arguments, run) ->
              Comparisons.holds(
                  comparator, value, arguments.bind(run, name, "other").needed(0), run));
    }
  }

  private static void plain(Map<String, Test> all, String name, Plain test) {
    all.put(
        name,
        (value, arguments, run) -> {
          arguments.bind(run, name);
          return test.holds(value);
        });
  }

  private static void textual(Map<String, Test> all, String name, Predicate<String> test) {
    all.put(
        name,
        (value, arguments, run) -> {
          arguments.bind(run, name);
          return test.test(run.str(value).value());
        });
  }

  private static void parity(Map<String, Test> all, String name, BigInteger wanted) {
    all.put(
        name,
        (value, arguments, run) -> {
          arguments.bind(run, name);
          return remainder(value, Value.count(2), wanted, run);
        });
  }

  private static boolean isSequence(Value value) {
    return switch (value) {
      case Text _, Value.Listing _, Value.Tuple _, Value.Range _, Value.Dict _, Value.Undefined _ ->
          true;
      default -> false;
    };
  }

  private static boolean isIterable(Value value) {
    return value instanceof Value.Container
        || value instanceof Text
        || value instanceof Loop
        || value instanceof Value.Undefined;
  }

  private static boolean isCallable(Value value) {
    return switch (value) {
      case Function _, Macro _, Loop _, Value.Undefined _ -> true;
      default -> false;
    };
  }

  private static boolean remainder(Value value, Value divisor, BigInteger wanted, Run run) {
    Value rest = Arithmetic.apply(Operator.MODULO, value, divisor, run);
    return Comparisons.equal(rest, new Value.Whole(wanted, Origin.TEMPLATE), run);
  }

  /// Identity, for the values whose identity Python's users can rely on.
  private static boolean same(Value value, Value other) {
    return value == other
        || value instanceof Value.Bool(boolean flag)
            && other instanceof Value.Bool(boolean second)
            && flag == second
        || value instanceof Value.None && other instanceof Value.None
        || isSmall(value)
            && isSmall(other)
            && ((Value.Whole) value).value().equals(((Value.Whole) other).value());
  }

  /// Of the ints near zero, Python keeps one each.
  private static boolean isSmall(Value value) {
    return value instanceof Value.Whole(BigInteger number, _)
        && number.bitLength() <= 8
        && number.intValue() >= -5;
  }
}
