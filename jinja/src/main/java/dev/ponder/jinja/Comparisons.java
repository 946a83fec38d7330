package dev.ponder.jinja;

import dev.ponder.jinja.Expression.Comparator;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// `==`, `<` and `in`.
final class Comparisons {
  private Comparisons() {}

  static boolean holds(Comparator comparator, Value left, Value right, Run run) {
    return switch (comparator) {
      case EQUAL -> equal(left, right, run);
      case UNEQUAL -> !equal(left, right, run);
      case LESS -> ordered(left, right) && compare(left, right, run) < 0;
      case AT_MOST -> ordered(left, right) && compare(left, right, run) <= 0;
      case GREATER -> ordered(left, right) && compare(left, right, run) > 0;
      case AT_LEAST -> ordered(left, right) && compare(left, right, run) >= 0;
      case IN -> contains(right, left, run);
      case NOT_IN -> !contains(right, left, run);
    };
  }

  /// False for NaN.
  private static boolean ordered(Value left, Value right) {
    return !(isNaN(left) && Numbers.isNumber(right) || isNaN(right) && Numbers.isNumber(left));
  }

  private static boolean isNaN(Value value) {
    return value instanceof Value.Real(double real, _) && Double.isNaN(real);
  }

  static boolean equal(Value left, Value right, Run run) {
    Budget budget = run.budget();
    budget.enter();
    boolean equal =
        switch (left) {
          case Text text -> right instanceof Text other && sameText(text, other, budget);
          case Value.Whole _, Value.Real _, Value.Bool _ ->
              Numbers.isNumber(right) && ordered(left, right) && compareNumbers(left, right) == 0;
          case Value.Listing(List<Value> elements) ->
              right instanceof Value.Listing(List<Value> others)
                  && sameElements(elements, others, run);
          case Value.Tuple(List<Value> elements, _) ->
              right instanceof Value.Tuple(List<Value> others, _)
                  && sameElements(elements, others, run);
          case Value.Range range ->
              right instanceof Value.Range other
                  && sameElements(range.elements(), other.elements(), run);
          case Value.Dict dict ->
              right instanceof Value.Dict other && sameEntries(dict, other, run);
          case Value.None _ -> right instanceof Value.None;
          case Value.Undefined _ -> right instanceof Value.Undefined;
          case Value.View _, Value.Generator _, Value.Object _ -> left == right;
        };
    budget.leave();
    return equal;
  }

  private static boolean sameText(Text left, Text right, Budget budget) {
    budget.scan(Math.min(left.length(), right.length()));
    return left.value().equals(right.value());
  }

  private static boolean sameElements(List<Value> left, List<Value> right, Run run) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (left.get(i) != right.get(i) && !equal(left.get(i), right.get(i), run)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameEntries(Value.Dict left, Value.Dict right, Run run) {
    if (left.entries().size() != right.entries().size()) {
      return false;
    }
    for (var entry : left.entries().entrySet()) {
      Optional<Value> other = right.find(entry.getKey());
      if (other.isEmpty() || !equal(entry.getValue().value(), other.get(), run)) {
        return false;
      }
    }
    return true;
  }

  /// The order of two values that have one; NaN is the caller's business.
  static int compare(Value left, Value right, Run run) {
    Budget budget = run.budget();
    budget.enter();
    int order;
    if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
      order = compareNumbers(left, right);
    } else if (left instanceof Text text && right instanceof Text other) {
      budget.scan(Math.min(text.length(), other.length()));
      order = compareText(text.value(), other.value());
    } else if (left instanceof Value.Listing(List<Value> elements)
        && right instanceof Value.Listing(List<Value> others)) {
      order = compareElements(elements, others, run);
    } else if (left instanceof Value.Tuple(List<Value> elements, _)
        && right instanceof Value.Tuple(List<Value> others, _)) {
      order = compareElements(elements, others, run);
    } else {
      throw unordered(left, right, run);
    }
    budget.leave();
    return order;
  }

  private static TemplateException unordered(Value left, Value right, Run run) {
    if (left instanceof Value.Undefined(String message)) {
      return run.failed(message);
    }
    if (right instanceof Value.Undefined(String message)) {
      return run.failed(message);
    }
    return run.failed("cannot order " + Kinds.of(left) + " and " + Kinds.of(right));
  }

  private static int compareNumbers(Value left, Value right) {
    if (left instanceof Value.Real || right instanceof Value.Real) {
      double a = Numbers.asReal(left);
      double b = Numbers.asReal(right);
      if (left instanceof Value.Real && right instanceof Value.Real
          || Double.isInfinite(a)
          || Double.isInfinite(b)) {
        return a < b ? -1 : a > b ? 1 : 0;
      }
      return exact(left).compareTo(exact(right));
    }
    return Numbers.asWhole(left).orElseThrow().compareTo(Numbers.asWhole(right).orElseThrow());
  }

  private static BigDecimal exact(Value number) {
    return number instanceof Value.Real(double real, _)
        ? new BigDecimal(real)
        : new BigDecimal(Numbers.asWhole(number).orElseThrow());
  }

  /// By code points, where UTF-16 would sort surrogates before the end of the first plane.
  private static int compareText(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean surrogates = Character.isSurrogate(a) != Character.isSurrogate(b);
        return surrogates ? (Character.isSurrogate(a) ? 1 : -1) : a - b;
      }
    }
    return left.length() - right.length();
  }

  private static int compareElements(List<Value> left, List<Value> right, Run run) {
    int common = Math.min(left.size(), right.size());
    for (int i = 0; i < common; i++) {
      if (!equal(left.get(i), right.get(i), run)) {
        return compare(left.get(i), right.get(i), run);
      }
    }
    return left.size() - right.size();
  }

  /// `value in container`.
  static boolean contains(Value container, Value value, Run run) {
    run.budget().step();
    return switch (container) {
      case Text text -> {
        if (!(value instanceof Text part)) {
          throw run.failed("only a string can be in a string, not " + Kinds.of(value));
        }
        yield new Search(part.value(), run.budget()).first(text.value(), 0) >= 0;
      }
      case Value.Dict dict -> dict.entries().containsKey(Keys.needed(value, run));
      default -> {
        for (Value element : Elements.of(container, run)) {
          if (element == value || equal(element, value, run)) {
            yield true;
          }
        }
        yield false;
      }
    };
  }
}
