package dev.ponder.jinja;

/// A number as it stands in a template: its digits without underscores, and where it ends.
record NumberToken(String digits, boolean whole, int end) {

  static NumberToken at(String source, int from, boolean mayBeFloat) {
    int whole = run(source, from, 10);
    if (mayBeFloat) {
      int fraction = whole < source.length() && source.charAt(whole) == '.' ? whole + 1 : whole;
      int afterFraction = fraction > whole ? run(source, fraction, 10) : whole;
      int mantissa = afterFraction > fraction ? afterFraction : whole;
      int exponent = exponentEnd(source, mantissa);
      if (Math.max(mantissa, exponent) > whole) {
        return of(source, from, Math.max(mantissa, exponent), false);
      }
    }
    return integer(source, from, whole);
  }

  private static NumberToken integer(String source, int from, int decimalEnd) {
    int radix = from + 1 < source.length() ? radix(source.charAt(from + 1)) : 10;
    if (source.charAt(from) == '0' && radix != 10) {
      int start = from + 2;
      if (start < source.length() && source.charAt(start) == '_') {
        start++;
      }
      int end = run(source, start, radix);
      if (end > start) {
        return of(source, from, end, true);
      }
    }
    if (source.charAt(from) != '0') {
      return of(source, from, decimalEnd, true);
    }
    // Zeros only: 007 is three numbers for the lexer and an error for the parser.
    int end = from + 1;
    while (end < decimalEnd && (source.charAt(end) == '0' || source.charAt(end) == '_')) {
      end++;
    }
    return of(source, from, source.charAt(end - 1) == '_' ? end - 1 : end, true);
  }

  private static NumberToken of(String source, int from, int end, boolean whole) {
    return new NumberToken(source.substring(from, end).replace("_", ""), whole, end);
  }

  private static int radix(char c) {
    return switch (c) {
      case 'x', 'X' -> 16;
      case 'o', 'O' -> 8;
      case 'b', 'B' -> 2;
      default -> 10;
    };
  }

  private static int exponentEnd(String source, int from) {
    if (from >= source.length() || (source.charAt(from) | 0x20) != 'e') {
      return from;
    }
    int digits = from + 1;
    if (digits < source.length() && "+-".indexOf(source.charAt(digits)) >= 0) {
      digits++;
    }
    int end = run(source, digits, 10);
    return end > digits ? end : from;
  }

  /// The end of a run of digits, which single underscores may part.
  private static int run(String source, int from, int radix) {
    int end = from;
    while (end < source.length()) {
      boolean parted = source.charAt(end) == '_' && end > from && end + 1 < source.length();
      int digit = parted ? end + 1 : end;
      if (source.charAt(digit) > 'f' || Character.digit(source.charAt(digit), radix) < 0) {
        break;
      }
      end = digit + 1;
    }
    return end;
  }
}
