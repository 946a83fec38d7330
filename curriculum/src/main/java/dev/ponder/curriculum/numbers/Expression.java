package dev.ponder.curriculum.numbers;

import dev.ponder.curriculum.working.Scratchpad;
import java.util.Optional;

/// An arithmetic expression of whole numbers.
sealed interface Expression {

  /// A number itself.
  record Number(long value) implements Expression {}

  /// Two expressions joined by one of `+ - * /`.
  record Joined(Expression left, char sign, Expression right) implements Expression {}

  /// Its value; empty when a step of it goes below zero, above four digits, or does not divide.
  default Optional<Long> result() {
    return switch (this) {
      case Number(long value) -> Optional.of(value);
      case Joined(var left, char sign, var right) ->
          left.result()
              .flatMap(one -> right.result().flatMap(other -> Steps.joined(one, sign, other)));
    };
  }

  /// How many operations it holds.
  default int operations() {
    return switch (this) {
      case Number _ -> 0;
      case Joined(var left, _, var right) -> left.operations() + 1 + right.operations();
    };
  }

  /// As it is written, with no more brackets than needed.
  default String text() {
    return switch (this) {
      case Number(long value) -> String.valueOf(value);
      case Joined(var left, char sign, var right) ->
          Steps.bracketed(left, Steps.rank(sign))
              + sign
              + Steps.bracketed(right, Steps.rank(sign) + (sign == '-' || sign == '/' ? 1 : 0));
    };
  }

  /// Works it out, one operation after the other from the left and from within; what is left is
  /// written down as long as it is more than the next operation.
  default long solve(Scratchpad pad) {
    Expression rest = this;
    while (rest instanceof Joined joined) {
      rest = Steps.reduced(joined, pad);
      if (rest.operations() > 1) {
        pad.note(rest.text());
      }
    }
    return ((Number) rest).value();
  }

  /// What the expressions above share.
  final class Steps {
    private static final int LARGEST = 9999;

    private Steps() {}

    private static Optional<Long> joined(long one, char sign, long other) {
      if (sign == '/' && (other == 0 || one % other != 0)) {
        return Optional.empty();
      }
      long value =
          switch (sign) {
            case '+' -> one + other;
            case '-' -> one - other;
            case '*' -> one * other;
            default -> one / other;
          };
      return value < 0 || value > LARGEST ? Optional.empty() : Optional.of(value);
    }

    private static int rank(char sign) {
      return sign == '+' || sign == '-' ? 1 : 2;
    }

    private static String bracketed(Expression part, int rank) {
      return part instanceof Joined joined && rank(joined.sign()) < rank
          ? "(" + part.text() + ")"
          : part.text();
    }

    /// The expression with its first operation on two numbers done.
    private static Expression reduced(Joined joined, Scratchpad pad) {
      if (joined.left() instanceof Joined left) {
        return new Joined(reduced(left, pad), joined.sign(), joined.right());
      }
      if (joined.right() instanceof Joined right) {
        return new Joined(joined.left(), joined.sign(), reduced(right, pad));
      }
      long one = joined.left().result().orElseThrow();
      long other = joined.right().result().orElseThrow();
      return new Number(
          switch (joined.sign()) {
            case '+' -> pad.add(one, other);
            case '-' -> pad.subtract(one, other);
            case '*' -> pad.multiply(one, other);
            default -> pad.divide(one, other).quotient();
          });
    }
  }
}
