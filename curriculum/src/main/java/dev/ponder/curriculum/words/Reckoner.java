package dev.ponder.curriculum.words;

import java.util.Optional;

/// Works out Python expressions of whole numbers, `+`, `-`, `*`, `//`, `/` that leaves no rest, and
/// parentheses.
final class Reckoner {
  private static final int LONGEST = 200;

  private final String source;
  private int at;

  private Reckoner(String source) {
    this.source = source;
  }

  /// The value, or nothing for anything else than such an expression.
  static Optional<Long> value(String source) {
    if (source.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      Reckoner reckoner = new Reckoner(source);
      long value = reckoner.sum();
      return reckoner.at == source.length() ? Optional.of(value) : Optional.empty();
    } catch (ArithmeticException | NumberFormatException notReckonable) {
      return Optional.empty();
    }
  }

  private long sum() {
    long value = product();
    while (at < source.length()) {
      if (takes("+")) {
        value = Math.addExact(value, product());
      } else if (takes("-")) {
        value = Math.subtractExact(value, product());
      } else {
        break;
      }
    }
    return value;
  }

  private long product() {
    long value = atom();
    while (at < source.length()) {
      if (takes("//") || takes("/")) {
        long divisor = atom();
        if (value % divisor != 0) {
          throw new ArithmeticException("a rest");
        }
        value /= divisor;
      } else if (takes("*")) {
        value = Math.multiplyExact(value, atom());
      } else {
        break;
      }
    }
    return value;
  }

  private long atom() {
    if (takes("(")) {
      long value = sum();
      if (!takes(")")) {
        throw new NumberFormatException("no closing parenthesis");
      }
      return value;
    }
    int start = at;
    while (at < source.length() && Character.isDigit(source.charAt(at))) {
      at++;
    }
    return Long.parseLong(source.substring(start, at));
  }

  private boolean takes(String sign) {
    if (!source.startsWith(sign, at)) {
      return false;
    }
    at += sign.length();
    return true;
  }
}
