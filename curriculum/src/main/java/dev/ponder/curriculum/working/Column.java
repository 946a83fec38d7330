package dev.ponder.curriculum.working;

import java.util.List;
import java.util.stream.Collectors;

/// One column of a sum, a difference or a product by one digit.
///
/// @param operator between the digits
/// @param digits one of each number, from the top
/// @param carried into it from the column before, which always joins by `joint`
/// @param value what is carried out of it, and its digit of the result
record Column(Operator operator, List<Integer> digits, int carried, Value value) {

  /// What is done with the digits, and how the carry joins them.
  enum Operator {
    PLUS('+', '+'),
    MINUS('-', '-'),
    TIMES('*', '+');

    final char sign;
    final char joint;

    Operator(char sign, char joint) {
      this.sign = sign;
      this.joint = joint;
    }
  }

  /// Carry and digit.
  record Value(int carry, int digit) {
    static Value of(int sum) {
      return new Value(sum / 10, sum % 10);
    }

    @Override
    public String toString() {
      return "" + carry + digit;
    }
  }

  static Column plus(List<Integer> digits, int carried) {
    int sum = digits.stream().mapToInt(Integer::intValue).sum() + carried;
    return new Column(Operator.PLUS, digits, carried, Value.of(sum));
  }

  /// The top digit less the bottom digit less the borrow; a carry of one is a new borrow.
  static Column minus(int top, int bottom, int borrowed) {
    int difference = top - bottom - borrowed;
    Value value = difference < 0 ? new Value(1, difference + 10) : new Value(0, difference);
    return new Column(Operator.MINUS, List.of(top, bottom), borrowed, value);
  }

  static Column times(int digit, int multiplier, int carried) {
    return new Column(
        Operator.TIMES,
        List.of(digit, multiplier),
        carried,
        Value.of(digit * multiplier + carried));
  }

  String in(Notation notation) {
    return switch (notation) {
      case NONE -> "";
      case SHORT -> brief() + value + ",";
      case FULL ->
          joined(String.valueOf(operator.sign)) + operator.joint + carried + "=" + value + ";";
    };
  }

  /// The multiplier of a product stands before its columns and is not said again.
  private String brief() {
    return operator == Operator.TIMES ? String.valueOf(digits.getFirst()) : joined("");
  }

  private String joined(String sign) {
    return digits.stream().map(String::valueOf).collect(Collectors.joining(sign));
  }
}
