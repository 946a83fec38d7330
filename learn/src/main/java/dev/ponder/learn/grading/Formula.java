package dev.ponder.learn.grading;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A calculation with the rewards of several graders, such as `0.8 * right + 0.2 * min(form, 1)`.
///
/// ```text
/// sum      = product { ( "+" | "-" ) product }
/// product  = signed { ( "*" | "/" ) signed }
/// signed   = ( "-" | "+" ) signed | power
/// power    = atom [ "^" signed ]
/// atom     = number | name | function "(" sum { "," sum } ")" | "(" sum ")"
/// function = "min" | "max" | "abs" | "floor" | "ceil" | "exp" | "sqrt" | "log"
/// ```
final class Formula {
  private static final int LONGEST = 2_000;
  private static final int DEEPEST = 50;
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*+(?:(\\d++(?:\\.\\d*+)?(?:[eE][+-]?\\d{1,3})?|\\.\\d++)"
              + "|([A-Za-z_]\\w*+)|([-+*/^(),]))");
  private static final Map<String, DoubleUnaryOperator> OF_ONE =
      Map.of(
          "abs", Math::abs,
          "floor", Math::floor,
          "ceil", Math::ceil,
          "exp", Math::exp,
          "sqrt", Math::sqrt,
          "log", Math::log);

  /// A part of the calculation.
  @FunctionalInterface
  private interface Value {
    double of(Map<String, Double> rewards);
  }

  private final Value value;
  private final Set<String> names;

  private Formula(Value value, Set<String> names) {
    this.value = value;
    this.names = names;
  }

  /// Reads a formula.
  ///
  /// @throws IllegalArgumentException when it is none; the message says why, without a subject
  static Formula of(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("is longer than %,d characters".formatted(LONGEST));
    }
    Reader reader = new Reader(text);
    Value value = reader.sum();
    reader.end();
    return new Formula(value, reader.names);
  }

  /// The names that stand for rewards.
  Set<String> names() {
    return names;
  }

  /// What comes out, which may be no finite number.
  ///
  /// @param rewards of all names
  double value(Map<String, Double> rewards) {
    return value.of(rewards);
  }

  private static final class Reader {
    private final String text;
    private final Set<String> names = new LinkedHashSet<>();
    private final Matcher matcher;
    private int at;
    private int depth;

    Reader(String text) {
      this.text = text.strip();
      this.matcher = TOKEN.matcher(this.text);
    }

    private boolean ahead() {
      return matcher.region(at, text.length()).lookingAt();
    }

    private boolean skip(String sign) {
      boolean there = ahead() && sign.equals(matcher.group(3));
      at = there ? matcher.end() : at;
      return there;
    }

    private void expect(String sign) {
      if (!skip(sign)) {
        throw wrong("'%s' is missing".formatted(sign));
      }
    }

    private IllegalArgumentException wrong(String what) {
      return new IllegalArgumentException(
          "is no formula: %s at character %d".formatted(what, at + 1));
    }

    void end() {
      if (at < text.length()) {
        throw wrong("something else begins");
      }
    }

    private void deeper() {
      if (++depth > DEEPEST) {
        throw wrong("it nests deeper than %d levels".formatted(DEEPEST));
      }
    }

    Value sum() {
      deeper();
      // A long sum is a list, not a chain of calls as deep as it is long.
      List<Value> terms = new ArrayList<>();
      terms.add(product());
      while (true) {
        if (skip("+")) {
          terms.add(product());
        } else if (skip("-")) {
          Value term = product();
          terms.add(rewards -> -term.of(rewards));
        } else {
          depth--;
          return rewards -> summed(terms, rewards);
        }
      }
    }

    private static double summed(List<Value> terms, Map<String, Double> rewards) {
      double sum = 0;
      for (Value term : terms) {
        sum += term.of(rewards);
      }
      return sum;
    }

    private Value product() {
      List<Factor> factors = new ArrayList<>();
      Value first = signed();
      while (true) {
        boolean times = skip("*");
        if (!times && !skip("/")) {
          return rewards -> multiplied(first, factors, rewards);
        }
        factors.add(new Factor(times, signed()));
      }
    }

    private record Factor(boolean times, Value factor) {}

    private static double multiplied(
        Value first, List<Factor> factors, Map<String, Double> rewards) {
      double value = first.of(rewards);
      for (Factor factor : factors) {
        double by = factor.factor().of(rewards);
        value = factor.times() ? value * by : value / by;
      }
      return value;
    }

    private Value signed() {
      deeper();
      Value value;
      if (skip("-")) {
        Value positive = signed();
        value = rewards -> -positive.of(rewards);
      } else {
        value = skip("+") ? signed() : power();
      }
      depth--;
      return value;
    }

    private Value power() {
      Value base = atom();
      if (!skip("^")) {
        return base;
      }
      Value exponent = signed();
      return rewards -> Math.pow(base.of(rewards), exponent.of(rewards));
    }

    private Value atom() {
      if (skip("(")) {
        Value value = sum();
        expect(")");
        return value;
      }
      if (!ahead() || matcher.group(3) != null) {
        throw wrong("a number or name is missing");
      }
      String number = matcher.group(1);
      String name = matcher.group(2);
      at = matcher.end();
      if (number != null) {
        double value = Double.parseDouble(number);
        return _ -> value;
      }
      if (skip("(")) {
        return function(name);
      }
      names.add(name);
      return rewards -> rewards.getOrDefault(name, Double.NaN);
    }

    private Value function(String name) {
      List<Value> all = new ArrayList<>();
      do {
        all.add(sum());
      } while (skip(","));
      expect(")");
      if (name.equals("min")) {
        return rewards -> all.stream().mapToDouble(one -> one.of(rewards)).min().orElse(0);
      }
      if (name.equals("max")) {
        return rewards -> all.stream().mapToDouble(one -> one.of(rewards)).max().orElse(0);
      }
      DoubleUnaryOperator function = OF_ONE.get(name);
      if (function == null) {
        throw wrong("there is no function '%s'".formatted(name));
      }
      if (all.size() != 1) {
        throw wrong("'%s' takes one number".formatted(name));
      }
      Value only = all.getFirst();
      return rewards -> function.applyAsDouble(only.of(rewards));
    }
  }
}
