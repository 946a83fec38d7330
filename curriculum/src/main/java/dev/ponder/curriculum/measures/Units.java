package dev.ponder.curriculum.measures;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.working.Decimal;
import dev.ponder.curriculum.working.LongDivision;
import dev.ponder.curriculum.working.Phrasings;
import dev.ponder.curriculum.working.Posed;
import dev.ponder.curriculum.working.Scratchpad;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lengths, weights, volumes, times and money from one unit to another.
final class Units {
  static final int LEVELS = 5;

  static final Phrasings CONVERT =
      Phrasings.of(
          """
          en Convert {n} to {u}.
          en convert {n} to {u}
          en How many {u} are {n}?
          en How many {u} are in {n}?
          en How many {u} is {n}?
          en {n} in {u}
          en What is {n} in {u}?
          en {n} = ? {u}
          en! Express {n} in {u}.
          en! Change {n} into {u}.
          en! How much is {n} in {u}?
          """);

  static final Phrasings SPLIT =
      Phrasings.of(
          """
          en Convert {n} to {u} and {v}.
          en convert {n} to {u} and {v}
          en What is {n} in {u} and {v}?
          en {n} in {u} and {v}
          en How many {u} and {v} are {n}?
          en Write {n} in {u} and {v}.
          en! Express {n} in {u} and {v}.
          en! Change {n} into {u} and {v}.
          """);

  private Units() {}

  /// A unit: how it is written short, for one, and for several.
  private record Unit(String symbol, String one, String several) {
    String told(Decimal number, Style style) {
      return number.plain() + " " + of(number.plain(), style);
    }

    boolean wordy() {
      return symbol.equals(several);
    }

    private String of(String number, Style style) {
      return style == Style.SYMBOLS ? symbol : number.equals("1") ? one : several;
    }
  }

  private enum Style {
    SYMBOLS,
    WORDS
  }

  /// A large unit and how many small ones it is.
  private record Pair(Unit large, Unit small, int factor) {
    /// By how many places the point moves; empty when the factor is no power of ten.
    Optional<Integer> places() {
      return switch (factor) {
        case 10 -> Optional.of(1);
        case 100 -> Optional.of(2);
        case 1000 -> Optional.of(3);
        default -> Optional.empty();
      };
    }

    /// Units that have no symbol are told in words.
    Style style(Dice dice) {
      return large.wordy() || small.wordy() ? Style.WORDS : dice.any(Style.values());
    }

    void recalled(Scratchpad pad) {
      pad.note(
          "1 " + (large.wordy() ? large.one : large.symbol) + "=" + factor + " " + small.symbol);
    }
  }

  private static final Unit KILOMETRE = new Unit("km", "kilometer", "kilometers");
  private static final Unit METRE = new Unit("m", "meter", "meters");
  private static final Unit CENTIMETRE = new Unit("cm", "centimeter", "centimeters");
  private static final Unit MILLIMETRE = new Unit("mm", "millimeter", "millimeters");
  private static final Unit TONNE = new Unit("t", "tonne", "tonnes");
  private static final Unit KILOGRAM = new Unit("kg", "kilogram", "kilograms");
  private static final Unit GRAM = new Unit("g", "gram", "grams");
  private static final Unit MILLIGRAM = new Unit("mg", "milligram", "milligrams");
  private static final Unit LITRE = new Unit("l", "liter", "liters");
  private static final Unit MILLILITRE = new Unit("ml", "milliliter", "milliliters");
  private static final Unit DOLLAR = new Unit("dollars", "dollar", "dollars");
  private static final Unit EURO = new Unit("euros", "euro", "euros");
  private static final Unit CENT = new Unit("cents", "cent", "cents");
  private static final Unit WEEK = new Unit("weeks", "week", "weeks");
  private static final Unit DAY = new Unit("days", "day", "days");
  private static final Unit HOUR = new Unit("h", "hour", "hours");
  private static final Unit MINUTE = new Unit("min", "minute", "minutes");
  private static final Unit SECOND = new Unit("s", "second", "seconds");

  private static final List<Pair> DECIMAL =
      List.of(
          new Pair(KILOMETRE, METRE, 1000),
          new Pair(METRE, CENTIMETRE, 100),
          new Pair(METRE, MILLIMETRE, 1000),
          new Pair(CENTIMETRE, MILLIMETRE, 10),
          new Pair(TONNE, KILOGRAM, 1000),
          new Pair(KILOGRAM, GRAM, 1000),
          new Pair(GRAM, MILLIGRAM, 1000),
          new Pair(LITRE, MILLILITRE, 1000),
          new Pair(DOLLAR, CENT, 100),
          new Pair(EURO, CENT, 100));

  private static final List<Pair> TIME =
      List.of(
          new Pair(HOUR, MINUTE, 60),
          new Pair(MINUTE, SECOND, 60),
          new Pair(DAY, HOUR, 24),
          new Pair(WEEK, DAY, 7));

  static Posed make(Dice dice, Setting setting) {
    return switch (setting.level()) {
      case 1 -> moved(dice, setting, Decimal.of(dice.between(1, 20)), 1);
      case 2 -> times(dice, setting);
      case 3 -> {
        int scale = dice.between(0, 2);
        long units = dice.between(1, scale == 0 ? 200 : 9_999);
        int direction = dice.any(-1, 1);
        yield moved(dice, setting, new Decimal(units, direction < 0 ? 0 : scale), direction);
      }
      case 4 -> together(dice, setting);
      default -> split(dice, setting);
    };
  }

  /// From the large unit to the small one when the direction is one, back when it is minus one.
  private static Posed moved(Dice dice, Setting setting, Decimal number, int direction) {
    Pair pair = dice.any(DECIMAL);
    Style style = pair.style(dice);
    Unit from = direction > 0 ? pair.large : pair.small;
    Unit to = direction > 0 ? pair.small : pair.large;
    int places = direction * pair.places().orElseThrow();
    return Posed.of(
        CONVERT.say(dice, setting, Map.of("n", from.told(number, style), "u", to.of("", style))),
        pad -> {
          pair.recalled(pad);
          return to.told(number.moved(places, pad), style);
        });
  }

  /// Times have factors that are no powers of ten.
  private static Posed times(Dice dice, Setting setting) {
    Pair pair = dice.any(TIME);
    Style style = pair.style(dice);
    long large = dice.between(1L, 30L);
    long small = large * pair.factor;
    boolean down = dice.chance(0.6);
    Unit from = down ? pair.large : pair.small;
    Unit to = down ? pair.small : pair.large;
    Decimal number = Decimal.of(down ? large : small);
    String run = number.plain() + (down ? "*" : "//") + pair.factor;
    return Posed.of(
            CONVERT.say(
                dice, setting, Map.of("n", from.told(number, style), "u", to.of("", style))),
            pad -> {
              pair.recalled(pad);
              long converted =
                  down
                      ? pad.multiply(large, pair.factor)
                      : pad.divide(small, pair.factor).quotient();
              return to.told(Decimal.of(converted), style);
            })
        .with(Posed.Run.printing(run, down ? small : large));
  }

  /// A large and a small unit, to the small one.
  private static Posed together(Dice dice, Setting setting) {
    boolean time = dice.chance(0.6);
    Pair pair = dice.any(time ? TIME : DECIMAL);
    Style style = pair.style(dice);
    long large = dice.between(1L, 12L);
    long small = dice.between(1L, pair.factor - 1L);
    String told =
        pair.large.told(Decimal.of(large), style)
            + (style == Style.WORDS ? " and " : " ")
            + pair.small.told(Decimal.of(small), style);
    return Posed.of(
            CONVERT.say(dice, setting, Map.of("n", told, "u", pair.small.of("", style))),
            pad -> {
              pair.recalled(pad);
              long converted =
                  pair.places()
                      .map(places -> Decimal.of(large).moved(places, pad).units())
                      .orElseGet(() -> pad.multiply(large, pair.factor));
              return pair.small.told(Decimal.of(pad.add(converted, small)), style);
            })
        .with(
            Posed.Run.printing(
                large + "*" + pair.factor + "+" + small, large * pair.factor + small));
  }

  /// From a small unit to the large one and what is left.
  private static Posed split(Dice dice, Setting setting) {
    Pair pair = dice.any(TIME);
    Style style = pair.style(dice);
    long large = dice.between(1L, 12L);
    long small = dice.between(1L, pair.factor - 1L);
    long number = large * pair.factor + small;
    String joint = style == Style.WORDS ? " and " : " ";
    return Posed.of(
            SPLIT.say(
                dice,
                setting,
                Map.of(
                    "n", pair.small.told(Decimal.of(number), style),
                    "u", pair.large.of("", style),
                    "v", pair.small.of("", style))),
            pad -> {
              pair.recalled(pad);
              LongDivision division = pad.divide(number, pair.factor);
              return pair.large.told(Decimal.of(division.quotient()), style)
                  + joint
                  + pair.small.told(Decimal.of(division.remainder()), style);
            })
        .with(
            Posed.Run.printing(
                number + "//" + pair.factor + "," + number + "%" + pair.factor,
                large + " " + small));
  }
}
