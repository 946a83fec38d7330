package dev.ponder.jinja;

import dev.ponder.core.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalDouble;

/// Numbers to and from text, as Python reads and writes them.
final class Numbers {
  /// Python refuses to print an int of more than 4,300 digits; ours stop growing a little earlier.
  private static final int MAX_DIGITS = 4_200;

  private static final int MAX_BITS = 14_000;

  private Numbers() {}

  static Value constant(Token token, Origin origin) {
    if (token.is(Token.Kind.FLOAT)) {
      return new Value.Real(Double.parseDouble(token.text()), origin);
    }
    return parseWhole(token.text(), 0)
        .map(number -> new Value.Whole(number, origin))
        .orElseThrow(
            () -> new TemplateException.Syntax(token.line(), "the number is too long or broken"));
  }

  static Value fromJson(Json.Num number) {
    String literal = number.literal();
    if (literal.chars().allMatch(c -> c == '-' || Characters.isDigit((char) c))) {
      return new Value.Whole(new BigInteger(literal), Origin.DATA);
    }
    return new Value.Real(number.doubleValue(), Origin.DATA);
  }

  /// An int that arithmetic made.
  static Value.Whole whole(BigInteger number, Origin origin, Budget budget) {
    checkBits(number.bitLength(), budget);
    return new Value.Whole(number, origin);
  }

  /// Refuses a number before it is made.
  static void checkBits(long bits, Budget budget) {
    if (bits > MAX_BITS) {
      throw budget.exceeded("the template makes a number of more than " + MAX_DIGITS + " digits");
    }
  }

  /// The int that a value is, a bool being 0 or 1.
  static Optional<BigInteger> asWhole(Value value) {
    if (value instanceof Value.Whole(BigInteger number, _)) {
      return Optional.of(number);
    }
    return value instanceof Value.Bool(boolean flag)
        ? Optional.of(flag ? BigInteger.ONE : BigInteger.ZERO)
        : Optional.empty();
  }

  static boolean isNumber(Value value) {
    return value instanceof Value.Whole
        || value instanceof Value.Real
        || value instanceof Value.Bool;
  }

  /// The nearest double of a number.
  static double asReal(Value value) {
    return value instanceof Value.Real(double real, _)
        ? real
        : asWhole(value).orElseThrow().doubleValue();
  }

  static Origin origin(Value value) {
    if (value instanceof Value.Whole(_, Origin origin)) {
      return origin;
    }
    return value instanceof Value.Real(_, Origin origin) ? origin : Origin.DATA;
  }

  /// `int(text, base)`; base 0 means as in source text.
  static Optional<BigInteger> parseWhole(String text, int base) {
    String digits = stripped(text);
    boolean signed = digits.startsWith("-") || digits.startsWith("+");
    boolean negative = digits.startsWith("-");
    digits = signed ? digits.substring(1) : digits;
    int prefix = prefixRadix(digits);
    int radix = base != 0 ? base : prefix > 0 ? prefix : 10;
    if (prefix == 0 && base == 0 && digits.length() > 1 && digits.startsWith("0")) {
      return digits.chars().allMatch(c -> c == '0')
          ? Optional.of(BigInteger.ZERO)
          : Optional.empty();
    }
    if (prefix > 0 && prefix == radix) {
      digits = digits.substring(digits.startsWith("_", 2) ? 3 : 2);
    }
    return magnitude(digits, radix).map(number -> negative ? number.negate() : number);
  }

  private static Optional<BigInteger> magnitude(String text, int radix) {
    if (text.isEmpty() || text.startsWith("_") || text.endsWith("_") || text.contains("__")) {
      return Optional.empty();
    }
    StringBuilder digits = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int digit = Character.digit(text.charAt(i), radix);
      if (digit >= 0) {
        digits.append(Character.forDigit(digit, radix));
      } else if (text.charAt(i) != '_') {
        return Optional.empty();
      }
    }
    return digits.length() > MAX_DIGITS
        ? Optional.empty()
        : Optional.of(new BigInteger(digits.toString(), radix));
  }

  private static int prefixRadix(String digits) {
    if (digits.length() < 3 || digits.charAt(0) != '0') {
      return 0;
    }
    return switch (digits.charAt(1)) {
      case 'x', 'X' -> 16;
      case 'o', 'O' -> 8;
      case 'b', 'B' -> 2;
      default -> 0;
    };
  }

  private static String stripped(String text) {
    int end = Characters.trimmedEnd(text);
    return text.substring(Math.min(end, Characters.skipWhite(text, 0)), end);
  }

  /// `float(text)`.
  static OptionalDouble parseReal(String text) {
    String digits = stripped(text);
    String word = digits.toLowerCase(java.util.Locale.ROOT).replaceFirst("^[+-]", "");
    double sign = digits.startsWith("-") ? -1 : 1;
    if (word.equals("inf") || word.equals("infinity")) {
      return OptionalDouble.of(sign * Double.POSITIVE_INFINITY);
    }
    if (word.equals("nan")) {
      return OptionalDouble.of(Double.NaN);
    }
    return isDecimal(word)
        ? OptionalDouble.of(Double.parseDouble(digits.replace("_", "")))
        : OptionalDouble.empty();
  }

  /// Digits, perhaps with a point and an exponent; underscores only between digits.
  private static boolean isDecimal(String text) {
    boolean digits = false;
    boolean point = false;
    boolean exponent = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Characters.isDigit(c)) {
        digits = true;
      } else if (c == '_') {
        if (i == 0 || !Characters.isDigit(text.charAt(i - 1)) || !digitAt(text, i + 1)) {
          return false;
        }
      } else if (c == '.' && !point && !exponent) {
        point = true;
      } else if (c == 'e' && digits && !exponent) {
        exponent = true;
        boolean signed = i + 1 < text.length() && "+-".indexOf(text.charAt(i + 1)) >= 0;
        i += signed ? 1 : 0;
        if (!digitAt(text, i + 1)) {
          return false;
        }
      } else {
        return false;
      }
    }
    return digits;
  }

  private static boolean digitAt(String text, int index) {
    return index < text.length() && Characters.isDigit(text.charAt(index));
  }

  /// `repr(float)`: the shortest digits that give the same double.
  static String shown(double number) {
    if (Double.isNaN(number)) {
      return "nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    if (number == 0) {
      return 1 / number < 0 ? "-0.0" : "0.0";
    }
    BigDecimal exact = new BigDecimal(Double.toString(Math.abs(number))).stripTrailingZeros();
    String digits = exact.unscaledValue().toString();
    int exponent = digits.length() - 1 - exact.scale();
    String sign = number < 0 ? "-" : "";
    if (exponent < -4 || exponent >= 16) {
      String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
      String two = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
      return sign + digits.charAt(0) + fraction + (exponent < 0 ? "e-" : "e+") + two;
    }
    String plain = exact.toPlainString();
    return sign + (plain.contains(".") ? plain : plain + ".0");
  }
}
