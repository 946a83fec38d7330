package dev.ponder.jinja;

import dev.ponder.jinja.Expression.Operator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The binary operators and signs.
final class Arithmetic {
  private Arithmetic() {}

  static Value apply(Operator operator, Value left, Value right, Run run) {
    if (left instanceof Text format && operator == Operator.MODULO) {
      return PercentFormat.format(format, right, run);
    }
    if (left instanceof Value.Undefined(String message)) {
      throw run.failed(message);
    }
    if (right instanceof Value.Undefined(String message)) {
      throw run.failed(message);
    }
    if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
      return numbers(operator, left, right, run);
    }
    return sequences(operator, left, right, run)
        .orElseThrow(() ->
            run.failed(
                "cannot "
                    + operator.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
                    + " "
                    + Kinds.of(left)
                    + " and "
                    + Kinds.of(right)));
  }

  static Value sign(Value operand, boolean negative, Run run) {
    if (operand instanceof Value.Undefined(String message)) {
      throw run.failed(message);
    }
    Origin origin = Numbers.origin(operand);
    if (operand instanceof Value.Real(double real, _)) {
      return new Value.Real(negative ? -real : real, origin);
    }
    BigInteger number =
        Numbers.asWhole(operand)
            .orElseThrow(() -> run.failed(Kinds.of(operand) + " cannot have a sign"));
    return new Value.Whole(negative ? number.negate() : number, origin);
  }

  private static Optional<Value> sequences(Operator operator, Value left, Value right, Run run) {
    return switch (operator) {
      case ADD -> sum(left, right, run);
      case MULTIPLY -> {
        Optional<BigInteger> times = Numbers.asWhole(right);
        yield times.isPresent()
            ? repeated(left, times.get(), run)
            : Numbers.asWhole(left).flatMap(count -> repeated(right, count, run));
      }
      case SUBTRACT, DIVIDE, FLOOR_DIVIDE, MODULO, POWER -> Optional.empty();
    };
  }

  private static Optional<Value> sum(Value left, Value right, Run run) {
    if (left instanceof Text text && right instanceof Text other) {
      boolean markup = text.isMarkup() || other.isMarkup();
      Text.Builder out = new Text.Builder(run.budget());
      out.append(markup ? Markup.of(text, run) : text);
      out.append(markup ? Markup.of(other, run) : other);
      return Optional.of(out.text().asMarkup(markup));
    }
    if (left instanceof Value.Listing(List<Value> elements)
        && right instanceof Value.Listing(List<Value> others)) {
      return Optional.of(new Value.Listing(joined(elements, others, run)));
    }
    if (left instanceof Value.Tuple(List<Value> elements, _)
        && right instanceof Value.Tuple(List<Value> others, _)) {
      return Optional.of(Value.Tuple.of(joined(elements, others, run)));
    }
    return Optional.empty();
  }

  private static List<Value> joined(List<Value> left, List<Value> right, Run run) {
    run.budget().elements((long) left.size() + right.size());
    List<Value> all = new ArrayList<>(left.size() + right.size());
    all.addAll(left);
    all.addAll(right);
    return all;
  }

  private static Optional<Value> repeated(Value value, BigInteger count, Run run) {
    long times = count.signum() < 0 ? 0 : count.bitLength() < 32 ? count.longValue() : 1L << 31;
    return switch (value) {
      case Text text -> {
        Text repeated = new Text.Builder(run.budget()).repeat(text, times).text();
        yield Optional.of(repeated.asMarkup(text.isMarkup()));
      }
      case Value.Listing(List<Value> elements) ->
          Optional.of(new Value.Listing(repeated(elements, times, run)));
      case Value.Tuple(List<Value> elements, _) ->
          Optional.of(Value.Tuple.of(repeated(elements, times, run)));
      default -> Optional.empty();
    };
  }

  private static List<Value> repeated(List<Value> elements, long times, Run run) {
    if (elements.isEmpty()) {
      return elements;
    }
    run.budget().elements(times * elements.size());
    List<Value> all = new ArrayList<>(Math.toIntExact(times * elements.size()));
    for (long i = 0; i < times; i++) {
      all.addAll(elements);
    }
    return all;
  }

  private static Value numbers(Operator operator, Value left, Value right, Run run) {
    Origin origin = Numbers.origin(left).with(Numbers.origin(right));
    if (left instanceof Value.Real || right instanceof Value.Real) {
      double result = reals(operator, finite(left, run), finite(right, run), run);
      return new Value.Real(result, origin);
    }
    BigInteger a = Numbers.asWhole(left).orElseThrow();
    BigInteger b = Numbers.asWhole(right).orElseThrow();
    boolean divides =
        operator == Operator.FLOOR_DIVIDE
            || operator == Operator.MODULO
            || operator == Operator.DIVIDE;
    if (divides && b.signum() == 0) {
      throw run.failed("division by zero");
    }
    return switch (operator) {
      case ADD -> Numbers.whole(a.add(b), origin, run.budget());
      case SUBTRACT -> Numbers.whole(a.subtract(b), origin, run.budget());
      case MULTIPLY -> Numbers.whole(a.multiply(b), origin, run.budget());
      case DIVIDE -> new Value.Real(quotient(a, b, run), origin);
      case FLOOR_DIVIDE -> new Value.Whole(floorQuotient(a, b), origin);
      case MODULO -> new Value.Whole(a.subtract(b.multiply(floorQuotient(a, b))), origin);
      case POWER -> power(a, b, origin, run);
    };
  }

  /// The double of a number; an int beyond them cannot be one.
  private static double finite(Value number, Run run) {
    double real = Numbers.asReal(number);
    if (Double.isInfinite(real) && !(number instanceof Value.Real)) {
      throw run.failed("the int is too large for a float");
    }
    return real;
  }

  static BigInteger floorQuotient(BigInteger a, BigInteger b) {
    BigInteger[] parts = a.divideAndRemainder(b);
    boolean below = parts[1].signum() != 0 && parts[1].signum() != b.signum();
    return below ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  private static double quotient(BigInteger a, BigInteger b, Run run) {
    boolean exact = a.bitLength() <= 53 && b.bitLength() <= 53;
    double result =
        exact
            ? a.doubleValue() / b.doubleValue()
            : new BigDecimal(a).divide(new BigDecimal(b), MathContext.DECIMAL128).doubleValue();
    if (Double.isInfinite(result)) {
      throw run.failed("the quotient is too large for a float");
    }
    return result;
  }

  private static Value power(BigInteger a, BigInteger b, Origin origin, Run run) {
    if (b.signum() < 0) {
      if (a.signum() == 0) {
        throw run.failed("division by zero");
      }
      return new Value.Real(Math.pow(a.doubleValue(), b.doubleValue()), origin);
    }
    if (a.bitLength() <= 1 && a.abs().compareTo(BigInteger.ONE) <= 0) {
      return new Value.Whole(small(a, b), origin);
    }
    Numbers.checkBits(b.bitLength() > 31 ? Long.MAX_VALUE : bits(a, b), run.budget());
    return Numbers.whole(a.pow(b.intValueExact()), origin, run.budget());
  }

  private static long bits(BigInteger a, BigInteger b) {
    return (a.abs().bitLength() - 1L) * b.longValue();
  }

  /// A power of -1, 0 or 1.
  private static BigInteger small(BigInteger a, BigInteger b) {
    if (b.signum() == 0) {
      return BigInteger.ONE;
    }
    return b.testBit(0) ? a : a.abs();
  }

  private static double reals(Operator operator, double a, double b, Run run) {
    boolean divides =
        operator == Operator.DIVIDE
            || operator == Operator.FLOOR_DIVIDE
            || operator == Operator.MODULO;
    if (divides && b == 0 || operator == Operator.POWER && a == 0 && b < 0) {
      throw run.failed("division by zero");
    }
    return switch (operator) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case FLOOR_DIVIDE -> floorQuotient(a, b);
      case MODULO -> modulo(a, b);
      case POWER -> power(a, b, run);
    };
  }

  private static double power(double a, double b, Run run) {
    double result = Math.pow(a, b);
    if (Double.isNaN(result) && !Double.isNaN(a) && !Double.isNaN(b)) {
      throw run.failed("the power is not a real number");
    }
    if (Double.isInfinite(result) && Double.isFinite(a) && Double.isFinite(b)) {
      throw run.failed("the power is too large for a float");
    }
    return a == 1 || b == 0 ? 1 : result;
  }

  private static double modulo(double a, double b) {
    double rest = a % b;
    if (rest == 0) {
      return Math.copySign(0, b);
    }
    return (b < 0) != (rest < 0) ? rest + b : rest;
  }

  private static double floorQuotient(double a, double b) {
    double rest = a % b;
    double quotient = (a - rest) / b;
    if (rest != 0 && (b < 0) != (rest < 0)) {
      quotient -= 1;
    }
    if (quotient == 0) {
      return Math.copySign(0, a / b);
    }
    double floor = Math.floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
  }
}
