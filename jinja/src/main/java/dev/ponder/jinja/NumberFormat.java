package dev.ponder.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/// Numbers in the notations of Python's format codes, without sign.
final class NumberFormat {
  /// Beyond it, exact digits of doubles are zeros.
  static final int MAX_PRECISION = 1_100;

  private NumberFormat() {}

  /// `f`, `e`, `g` and `%` (in either case) of a magnitude; `alternate` keeps zeros of `g`.
  static String real(double magnitude, char code, int precision, boolean alternate) {
    char lower = Character.toLowerCase(code);
    String shown;
    if (Double.isNaN(magnitude)) {
      shown = "nan";
    } else if (Double.isInfinite(magnitude)) {
      shown = "inf";
    } else {
      BigDecimal exact = new BigDecimal(magnitude);
      shown =
          switch (lower) {
            case 'e' -> scientific(exact, precision);
            case 'f' -> fixed(exact, precision);
            case '%' -> fixed(exact.movePointRight(2), precision);
            default -> general(exact, Math.max(1, precision), alternate);
          };
    }
    if (lower == '%') {
      shown += "%";
    }
    return Character.isUpperCase(code) ? shown.toUpperCase(Locale.ROOT) : shown;
  }

  private static String fixed(BigDecimal exact, int precision) {
    return exact.setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String scientific(BigDecimal exact, int precision) {
    if (exact.signum() == 0) {
      return fixed(BigDecimal.ZERO, precision) + "e+00";
    }
    BigDecimal rounded = exact.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    String digits = rounded.unscaledValue().toString();
    int exponent = digits.length() - 1 - rounded.scale();
    digits = padded(digits, precision + 1);
    String mantissa =
        precision == 0
            ? digits.substring(0, 1)
            : digits.charAt(0) + "." + digits.substring(1, precision + 1);
    return mantissa + exponent(exponent);
  }

  private static String padded(String digits, int length) {
    return digits + "0".repeat(Math.max(0, length - digits.length()));
  }

  private static String exponent(int exponent) {
    int size = Math.abs(exponent);
    return (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
  }

  private static String general(BigDecimal exact, int precision, boolean alternate) {
    BigDecimal rounded = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
    int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - 1 - rounded.scale();
    if (exponent < -4 || exponent >= precision) {
      String shown = scientific(exact, precision - 1);
      int e = shown.indexOf('e');
      return (alternate ? shown.substring(0, e) : withoutZeros(shown.substring(0, e)))
          + shown.substring(e);
    }
    String shown = fixed(rounded, Math.max(0, precision - 1 - exponent));
    return alternate ? shown : withoutZeros(shown);
  }

  private static String withoutZeros(String shown) {
    if (shown.indexOf('.') < 0) {
      return shown;
    }
    int end = shown.length();
    while (shown.charAt(end - 1) == '0') {
      end--;
    }
    return shown.substring(0, shown.charAt(end - 1) == '.' ? end - 1 : end);
  }

  /// `d`, `x`, `X`, `o` and `b` of a magnitude.
  static String whole(BigInteger magnitude, char code) {
    return switch (code) {
      case 'x' -> magnitude.toString(16);
      case 'X' -> magnitude.toString(16).toUpperCase(Locale.ROOT);
      case 'o' -> magnitude.toString(8);
      case 'b' -> magnitude.toString(2);
      default -> magnitude.toString();
    };
  }

  /// Separators between groups of digits of the part before the point.
  static String grouped(String digits, char separator, int size) {
    int end = 0;
    while (end < digits.length() && Character.digit(digits.charAt(end), 16) >= 0) {
      end++;
    }
    StringBuilder out = new StringBuilder(digits);
    for (int i = end - size; i > 0; i -= size) {
      out.insert(i, separator);
    }
    return out.toString();
  }
}
