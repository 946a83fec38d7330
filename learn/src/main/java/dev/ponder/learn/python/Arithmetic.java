package dev.ponder.learn.python;

import dev.ponder.learn.python.Value.Items;
import dev.ponder.learn.python.Value.Real;
import dev.ponder.learn.python.Value.Text;
import dev.ponder.learn.python.Value.Whole;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// What Python's operators do. Results are bounded.
final class Arithmetic {
  private static final int MOST_BITS = 4_000;
  private static final int LONGEST = 10_000;

  private Arithmetic() {}

  static Value of(String operator, Value left, Value right) {
    if (left instanceof Whole(BigInteger one) && right instanceof Whole(BigInteger two)) {
      return whole(operator, one, two);
    }
    if (left instanceof Text(String one)
        && right instanceof Text(String two)
        && operator.equals("+")) {
      return new Text(bounded(one + two));
    }
    if (left instanceof Items(List<Value> one)
        && right instanceof Items(List<Value> two)
        && operator.equals("+")) {
      List<Value> both = new ArrayList<>(one);
      both.addAll(two);
      return new Items(both);
    }
    return real(operator, left.real(), right.real());
  }

  private static String bounded(String text) {
    if (text.length() > LONGEST) {
      throw PythonError.tooMuch("the text is too long");
    }
    return text;
  }

  private static Value whole(String operator, BigInteger left, BigInteger right) {
    return switch (operator) {
      case "+" -> bounded(left.add(right));
      case "-" -> bounded(left.subtract(right));
      case "*" -> bounded(left.multiply(right));
      case "/" -> real(operator, left.doubleValue(), right.doubleValue());
      case "//" -> new Whole(divided(left, right)[0]);
      case "%" -> new Whole(divided(left, right)[1]);
      case "**" -> power(left, right);
      default -> throw PythonError.syntax();
    };
  }

  /// The quotient rounded down and its remainder, which has the divisor's sign.
  private static BigInteger[] divided(BigInteger value, BigInteger by) {
    if (by.signum() == 0) {
      throw PythonError.division();
    }
    BigInteger[] parts = value.divideAndRemainder(by);
    return parts[1].signum() * by.signum() < 0
        ? new BigInteger[] {parts[0].subtract(BigInteger.ONE), parts[1].add(by)}
        : parts;
  }

  private static Value power(BigInteger base, BigInteger exponent) {
    if (exponent.signum() < 0) {
      return real("**", base.doubleValue(), exponent.doubleValue());
    }
    if (exponent.bitLength() > 12 || (long) base.bitLength() * exponent.intValue() > MOST_BITS) {
      throw PythonError.tooMuch("the number is too large");
    }
    return new Whole(base.pow(exponent.intValue()));
  }

  static Whole bounded(BigInteger value) {
    if (value.bitLength() > MOST_BITS) {
      throw PythonError.tooMuch("the number is too large");
    }
    return new Whole(value);
  }

  private static Value real(String operator, double left, double right) {
    if (right == 0 && List.of("/", "//", "%").contains(operator)) {
      throw PythonError.division();
    }
    return new Real(
        switch (operator) {
          case "+" -> left + right;
          case "-" -> left - right;
          case "*" -> left * right;
          case "/" -> left / right;
          case "//" -> Math.floor(left / right);
          case "%" -> left - Math.floor(left / right) * right;
          case "**" -> Math.pow(left, right);
          default -> throw PythonError.syntax();
        });
  }
}
