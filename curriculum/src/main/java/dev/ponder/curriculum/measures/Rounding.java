package dev.ponder.curriculum.measures;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.working.Decimal;
import dev.ponder.curriculum.working.Draw;
import dev.ponder.curriculum.working.Phrasings;
import dev.ponder.curriculum.working.Posed;
import dev.ponder.curriculum.working.Scratchpad;
import java.util.Map;

/// Numbers to be rounded, a five upwards.
///
///     4867|48,67;6>4
///     48+1|84,10:8+1+0=09;4+0+0=04;=49
///
/// what is kept and what goes, whose first digit decides.
final class Rounding {
  static final int LEVELS = 4;

  static final Phrasings WHOLE =
      Phrasings.of(
          """
          en Round {n} to the nearest {p}.
          en Round {n} to the nearest {w}.
          en What is {n} rounded to the nearest {p}?
          en What is {n} to the nearest {w}?
          en round {n} to the nearest {w}
          en {n} rounded to the nearest {p}
          en Please round {n} to the nearest {w}.
          en! Give {n} to the nearest {w}.
          en! To the nearest {p}, what is {n}?
          """);

  static final Phrasings UNITS =
      Phrasings.of(
          """
          en Round {n} to the nearest whole number.
          en Round {n} to the nearest integer.
          en Round {n}.
          en What is {n} rounded to the nearest whole number?
          en What is {n} to the nearest integer?
          en round {n} to a whole number
          en! Give {n} to the nearest whole number.
          en! Which whole number is nearest to {n}?
          """);

  static final Phrasings PLACES =
      Phrasings.of(
          """
          en Round {n} to {p}.
          en What is {n} rounded to {p}?
          en What is {n} to {p}?
          en round {n} to {p}
          en {n} rounded to {p}
          en Please round {n} to {p}.
          en! Give {n} to {p}.
          en! Write {n} with {p}.
          """);

  private Rounding() {}

  static Posed make(Dice dice, Setting setting) {
    return switch (setting.level()) {
      case 1 -> whole(dice, setting, Draw.digits(dice, dice.between(2, 3)), 1);
      case 2 -> {
        int zeros = dice.between(1, 3);
        yield whole(dice, setting, Draw.digits(dice, zeros + dice.between(1, 3)), zeros);
      }
      case 3 -> units(dice, setting, decimal(dice, dice.between(1, 2)));
      default -> places(dice, setting);
    };
  }

  private static Posed whole(Dice dice, Setting setting, long number, int zeros) {
    long power = power(zeros);
    String word =
        switch (zeros) {
          case 1 -> "ten";
          case 2 -> "hundred";
          default -> "thousand";
        };
    return Posed.of(
        WHOLE.say(dice, setting, Map.of("n", number, "p", power, "w", word)),
        pad -> String.valueOf(rounded(new Decimal(number, 0), zeros, pad) * power));
  }

  private static Posed units(Dice dice, Setting setting, Decimal number) {
    return Posed.of(
        UNITS.say(dice, setting, Map.of("n", number.text())),
        pad -> String.valueOf(rounded(number, number.scale(), pad)));
  }

  private static Posed places(Dice dice, Setting setting) {
    int places = dice.between(1, 2);
    Decimal number = decimal(dice, places + dice.between(1, 2));
    String told =
        places == 1
            ? dice.any("one decimal place", "1 decimal place", "1 decimal")
            : dice.any("two decimal places", "2 decimal places", "2 decimals");
    return Posed.of(
        PLACES.say(dice, setting, Map.of("n", number.text(), "p", told)),
        pad -> new Decimal(rounded(number, number.scale() - places, pad), places).text());
  }

  /// The digits that are kept when so many go, one more where the first of those is five or more.
  private static long rounded(Decimal number, int gone, Scratchpad pad) {
    long power = power(gone);
    long kept = number.units() / power;
    long rest = number.units() % power;
    long first = rest / power(gone - 1);
    String shown = "0".repeat(gone - Long.toString(rest).length()) + rest;
    pad.note(number.text() + "|" + kept + "," + shown + ";" + first + (first > 4 ? ">4" : "<5"));
    return first > 4 ? pad.add(kept, 1) : kept;
  }

  private static Decimal decimal(Dice dice, int scale) {
    return new Decimal(dice.between(1, power(scale + dice.between(1, 2)) - 1), scale);
  }

  private static long power(int exponent) {
    return Math.round(Math.pow(10, exponent));
  }
}
