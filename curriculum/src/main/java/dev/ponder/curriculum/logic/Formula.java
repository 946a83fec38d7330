package dev.ponder.curriculum.logic;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A formula of whole numbers, `+`, `-`, `*`, `/` and brackets, and what it comes to.
///
/// @param numbers those in it, in the order in which they stand
record Formula(Fraction value, List<Integer> numbers) {
  /// What somebody who does not cheat would need, several times over.
  private static final int LONGEST = 200;

  private static final int DEEPEST = 20;

  private static final Pattern PARTS =
      Pattern.compile("(?<formula>[^=]*+)(?:=(?<value>-?[0-9]{1,9}))?");

  Formula {
    numbers = List.copyOf(numbers);
  }

  /// An exact quotient; never of zero.
  record Fraction(BigInteger over, BigInteger under) {
    static Fraction of(long value) {
      return new Fraction(BigInteger.valueOf(value), BigInteger.ONE);
    }

    boolean is(long value) {
      return over.equals(under.multiply(BigInteger.valueOf(value)));
    }

    private Fraction plus(Fraction other, int sign) {
      BigInteger added = other.over.multiply(under).multiply(BigInteger.valueOf(sign));
      return new Fraction(over.multiply(other.under).add(added), under.multiply(other.under));
    }

    private Fraction times(Fraction other) {
      return new Fraction(over.multiply(other.over), under.multiply(other.under));
    }

    private Optional<Fraction> by(Fraction other) {
      return other.over.signum() == 0
          ? Optional.empty()
          : Optional.of(new Fraction(over.multiply(other.under), under.multiply(other.over)));
    }
  }

  /// Reads a formula; empty where the text is none, or divides by zero. What it comes to may follow
  /// it, as in `4*6 = 24`; another number than that may not.
  static Optional<Formula> read(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher parts = PARTS.matcher(text.replaceAll("\\s+", ""));
    if (!parts.matches()) {
      return Optional.empty();
    }
    Reader reader = new Reader(parts.group("formula"));
    Optional<String> said = Optional.ofNullable(parts.group("value"));
    return reader
        .sum(0)
        .filter(_ -> reader.ended())
        .filter(value -> said.isEmpty() || value.is(Long.parseLong(said.get())))
        .map(value -> new Formula(value, reader.numbers));
  }

  /// Recursive descent over a text without blanks.
  private static final class Reader {
    private final String text;
    private final List<Integer> numbers = new ArrayList<>();
    private int at;

    Reader(String text) {
      this.text = text;
    }

    boolean ended() {
      return at == text.length();
    }

    private boolean next(char c) {
      if (at < text.length() && text.charAt(at) == c) {
        at++;
        return true;
      }
      return false;
    }

    Optional<Fraction> sum(int depth) {
      Optional<Fraction> value = product(depth);
      while (value.isPresent()) {
        int sign = next('+') ? 1 : next('-') ? -1 : 0;
        if (sign == 0) {
          return value;
        }
        Fraction left = value.get();
        value = product(depth).map(right -> left.plus(right, sign));
      }
      return value;
    }

    private Optional<Fraction> product(int depth) {
      Optional<Fraction> value = factor(depth);
      while (value.isPresent()) {
        Fraction left = value.get();
        if (next('*')) {
          value = factor(depth).map(left::times);
        } else if (next('/')) {
          value = factor(depth).flatMap(left::by);
        } else {
          return value;
        }
      }
      return value;
    }

    private Optional<Fraction> factor(int depth) {
      if (next('(')) {
        Optional<Fraction> inner = depth < DEEPEST ? sum(depth + 1) : Optional.empty();
        return next(')') ? inner : Optional.empty();
      }
      int from = at;
      while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0 && at - from < 9) {
        at++;
      }
      if (from == at) {
        return Optional.empty();
      }
      int number = Integer.parseInt(text.substring(from, at));
      numbers.add(number);
      return Optional.of(Fraction.of(number));
    }
  }
}
