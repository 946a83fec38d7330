package dev.ponder.curriculum.words;

import java.util.OptionalLong;

/// What a step does with two numbers.
enum Operation {
  ADD('+', "+"),
  SUBTRACT('-', "-"),
  MULTIPLY('*', "*"),
  DIVIDE('/', "//");

  /// The greatest number that a problem may need.
  static final long LIMIT = 9_999;

  private final char sign;
  private final String python;

  Operation(char sign, String python) {
    this.sign = sign;
    this.python = python;
  }

  char sign() {
    return sign;
  }

  /// The operator that gives a whole number in Python.
  String python() {
    return python;
  }

  boolean binds() {
    return this == MULTIPLY || this == DIVIDE;
  }

  static Operation signed(String sign) {
    for (Operation operation : values()) {
      if (sign.length() == 1 && operation.sign == sign.charAt(0)) {
        return operation;
      }
    }
    throw new IllegalArgumentException("no operation is written " + sign);
  }

  /// The result where it is a whole number from 1 to [#LIMIT].
  OptionalLong of(long left, long right) {
    if (this == DIVIDE && (right == 0 || left % right != 0)) {
      return OptionalLong.empty();
    }
    long result =
        switch (this) {
          case ADD -> left + right;
          case SUBTRACT -> left - right;
          case MULTIPLY -> left * right;
          case DIVIDE -> left / right;
        };
    return result >= 1 && result <= LIMIT ? OptionalLong.of(result) : OptionalLong.empty();
  }
}
