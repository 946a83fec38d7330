package dev.ponder.curriculum.working;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Answer.Regard;
import dev.ponder.curriculum.Answer.Thought;
import dev.ponder.curriculum.Dice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A division worked out digit by digit, as a thought of the model's.
///
///     936/17|093,6/5:7*5+0=35;1*5+3=08;3-5-0=18;9-8-1=00;0-0-0=00;>5;086/5:...>55;=55r1
///
/// A step reads: the remainder so far with its next digit, padded to one digit more than the
/// divisor has; the digits not yet used; the digit guessed for the quotient; the divisor times that
/// digit; the remainder less that product; the quotient so far. A digit 0 needs no columns. The
/// guess is the one thing that is not a look-up, so thoughts also show what to do when it was
/// wrong: the difference ends with a borrow (too much) or is not smaller than the divisor (too
/// little), `!` says so, and the step is done again.
///
/// @param thought empty at low effort
public record LongDivision(List<Thought> thought, long quotient, long remainder) {
  private static final double WRONG_GUESS = 0.1;
  private static final double WRONG_GUESS_BY_ONE_DIGIT = 0.03;

  /// The division without a wrong guess.
  ///
  /// @throws IllegalArgumentException when a number is below zero or the divisor is zero
  public static LongDivision of(Effort effort, long dividend, long divisor) {
    return new Writer(Notation.of(effort), divisor).divide(dividend, List.of());
  }

  /// The division, in which some digits are first guessed wrongly by one and then repaired; only
  /// the wrong digits themselves are not to be learned.
  ///
  /// @throws IllegalArgumentException when a number is below zero or the divisor is zero
  public static LongDivision guessing(Effort effort, long dividend, long divisor, Dice dice) {
    int digits = Digits.of(dividend).count();
    double chance = divisor < 10 ? WRONG_GUESS_BY_ONE_DIGIT : WRONG_GUESS;
    List<Integer> errors = new ArrayList<>();
    for (int step = 0; step < digits; step++) {
      errors.add(dice.chance(chance) ? dice.any(-1, 1) : 0);
    }
    return new Writer(Notation.of(effort), divisor).divide(dividend, errors);
  }

  /// All stretches of the thought in one.
  public String text() {
    return thought.stream().map(Thought::text).collect(Collectors.joining());
  }

  private static final class Writer {
    private final Notation notation;
    private final long divisor;
    private final int width;
    private final List<Thought> thought = new ArrayList<>();
    private final StringBuilder learned = new StringBuilder();

    Writer(Notation notation, long divisor) {
      if (divisor <= 0) {
        throw new IllegalArgumentException("cannot divide by " + divisor);
      }
      this.notation = notation;
      this.divisor = divisor;
      this.width = Digits.of(divisor).count();
    }

    LongDivision divide(long dividend, List<Integer> errors) {
      if (dividend < 0) {
        throw new IllegalArgumentException("cannot divide " + dividend);
      }
      String digits = Long.toString(dividend);
      int first = Math.min(width, digits.length());
      learned.append(dividend).append('/').append(divisor).append('|');
      long remainder = Long.parseLong(digits.substring(0, first));
      String quotient = "";
      for (int next = first; next <= digits.length(); next++) {
        String shown = shown(remainder, digits.substring(next));
        long digit = remainder / divisor;
        long guess = digit + (next < errors.size() ? errors.get(next) : 0);
        if (guess != digit && guess >= 0 && guess <= 9) {
          mistake(shown, remainder, guess);
        }
        quotient += digit;
        learned.append(shown).append('/').append(digit).append(columns(remainder, digit));
        learned.append('>').append(quotient).append(';');
        remainder %= divisor;
        if (next < digits.length()) {
          remainder = 10 * remainder + (digits.charAt(next) - '0');
        }
      }
      learned.append('=').append(dividend / divisor).append('r').append(remainder);
      flush();
      return new LongDivision(
          notation == Notation.NONE ? List.of() : List.copyOf(thought),
          dividend / divisor,
          remainder);
    }

    private String shown(long remainder, String rest) {
      String padded = Digits.of(remainder, width + 1).forward();
      return rest.isEmpty() ? padded : padded + "," + rest;
    }

    private void mistake(String shown, long remainder, long guess) {
      learned.append(shown).append('/');
      flush();
      thought.add(new Thought(Long.toString(guess), Regard.SEEN));
      learned.append(columns(remainder, guess)).append('!');
    }

    private String columns(long remainder, long digit) {
      if (digit == 0) {
        return "";
      }
      Columns product = Columns.product(Digits.of(divisor), (int) digit);
      Columns difference =
          Columns.difference(Digits.of(remainder, width + 1), new Digits(product.digits()));
      return ":" + product.in(notation) + difference.in(notation);
    }

    private void flush() {
      thought.add(new Thought(learned.toString(), Regard.LEARNED));
      learned.setLength(0);
    }
  }
}
