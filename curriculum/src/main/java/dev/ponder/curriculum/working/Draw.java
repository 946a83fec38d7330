package dev.ponder.curriculum.working;

import dev.ponder.curriculum.Dice;

/// Draws numbers by how many digits they have.
public final class Draw {
  private static final double ROUND = 0.06;

  private Draw() {}

  /// A number of exactly that many digits; zero has one.
  public static long digits(Dice dice, int count) {
    long power = power(count - 1);
    long number = dice.between(count == 1 ? 0 : power, 10 * power - 1);
    return count > 1 && dice.chance(ROUND)
        ? number - number % power(dice.between(1, count - 1))
        : number;
  }

  /// A number of at most that many digits, each count as likely.
  public static long upTo(Dice dice, int count) {
    return digits(dice, dice.between(1, count));
  }

  /// The same from one on.
  public static long positive(Dice dice, int count) {
    return Math.max(1, digits(dice, count));
  }

  private static long power(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }
}
