package dev.ponder.curriculum.measures;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.working.Phrasings;
import dev.ponder.curriculum.working.Posed;
import dev.ponder.curriculum.working.Scratchpad;
import java.util.List;
import java.util.Map;

/// Days of the week and of the year, some days on or back.
final class Dates {
  static final int LEVELS = 5;
  private static final List<String> DAYS =
      List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
  private static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");
  private static final List<Integer> LENGTHS =
      List.of(31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31);

  static final Phrasings LATER =
      Phrasings.of(
          """
          en What day is it {n} days after {d}?
          en Today is {d}. What day is it in {n} days?
          en Today is {d}. What day of the week will it be in {n} days?
          en Which weekday comes {n} days after {d}?
          en {d} plus {n} days
          en It is {d}. What day will it be {n} days from now?
          en! Counting {n} days on from {d}, which day is it?
          en! If today is {d}, what is the weekday {n} days later?
          """);

  static final Phrasings EARLIER =
      Phrasings.of(
          """
          en What day is it {n} days before {d}?
          en Today is {d}. What day was it {n} days ago?
          en Which weekday comes {n} days before {d}?
          en {d} minus {n} days
          en It is {d}. What day of the week was it {n} days ago?
          en Today is {d}. Which weekday was it {n} days earlier?
          en! Counting {n} days back from {d}, which day is it?
          en! If today is {d}, what was the weekday {n} days ago?
          """);

  static final Phrasings DATE =
      Phrasings.of(
          """
          en What date is {n} days after {d}?
          en What is the date {n} days after {d}?
          en Today is {d}. What date is it in {n} days?
          en Which date comes {n} days after {d}?
          en {d} plus {n} days
          en It is {d}. What will the date be {n} days from now?
          en! Counting {n} days on from {d}, which date is it?
          en! If today is {d}, what is the date {n} days later?
          """);

  static final Phrasings BETWEEN =
      Phrasings.of(
          """
          en How many days are there from {d} to {e}?
          en How many days is it from {d} to {e}?
          en How many days are between {d} and {e}?
          en Today is {d}. How many days until {e}?
          en Days from {d} to {e}
          en It is {d}. In how many days is {e}?
          en! Count the days from {d} to {e}.
          en! If today is {d}, how many days away is {e}?
          """);

  private Dates() {}

  private record Date(int month, long day) {
    @Override
    public String toString() {
      return MONTHS.get(month) + " " + day;
    }

    int length() {
      return LENGTHS.get(month);
    }

    void recalled(Scratchpad pad) {
      pad.note(MONTHS.get(month) + ":" + length());
    }
  }

  static Posed make(Dice dice, Setting setting) {
    return switch (setting.level()) {
      case 1 -> later(dice, setting, dice.between(2, 6));
      case 2 -> earlier(dice, setting, dice.between(2, 6));
      case 3 ->
          dice.chance(0.5)
              ? later(dice, setting, dice.between(7, 99))
              : earlier(dice, setting, dice.between(7, 99));
      case 4 -> date(dice, setting);
      default -> between(dice, setting);
    };
  }

  private static Posed later(Dice dice, Setting setting, int days) {
    int from = dice.between(0, 6);
    return Posed.of(
        LATER.say(dice, setting, Map.of("n", days, "d", DAYS.get(from))),
        pad -> walked(from, weekday(days, pad), 1, pad));
  }

  private static Posed earlier(Dice dice, Setting setting, int days) {
    int from = dice.between(0, 6);
    return Posed.of(
        EARLIER.say(dice, setting, Map.of("n", days, "d", DAYS.get(from))),
        pad -> walked(from, weekday(days, pad), -1, pad));
  }

  private static long weekday(int days, Scratchpad pad) {
    return days < 7 ? days : pad.divide(days, 7).remainder();
  }

  /// At high effort day by day, `0 Friday;1 Saturday;2 Sunday;`; at medium effort by the numbers of
  /// the days.
  private static String walked(int from, long days, int step, Scratchpad pad) {
    StringBuilder walk = new StringBuilder();
    int day = from;
    for (int i = 0; i <= days; i++) {
      day = Math.floorMod(from + i * step, 7);
      walk.append(i).append(' ').append(DAYS.get(day)).append(';');
    }
    int one = from + 1;
    long sum = one + step * days;
    String reckoned = one + (step > 0 ? "+" : "-") + days + "=" + sum;
    pad.note(walk.toString(), sum == day + 1 ? reckoned : reckoned + "=" + (day + 1));
    return DAYS.get(day);
  }

  /// Not over the end of February, which may be a day later.
  private static Posed date(Dice dice, Setting setting) {
    int month = dice.any(0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    Date date = new Date(month, dice.between(1L, LENGTHS.get(month)));
    int days = dice.between(2, 28);
    return Posed.of(
        DATE.say(dice, setting, Map.of("n", days, "d", date)),
        pad -> {
          long day = pad.add(date.day, days);
          date.recalled(pad);
          return (day <= date.length()
                  ? new Date(month, day)
                  : new Date((month + 1) % 12, pad.subtract(day, date.length())))
              .toString();
        });
  }

  private static Posed between(Dice dice, Setting setting) {
    int month = dice.any(0, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    boolean same = dice.chance(0.4);
    Date first = new Date(month, dice.between(1L, LENGTHS.get(month) - 1));
    Date second =
        same
            ? new Date(month, dice.between(first.day + 1, LENGTHS.get(month)))
            : new Date(month + 1, dice.between(1L, LENGTHS.get(month + 1)));
    return Posed.of(
        BETWEEN.say(dice, setting, Map.of("d", first, "e", second)),
        pad -> {
          if (same) {
            return String.valueOf(pad.subtract(second.day, first.day));
          }
          first.recalled(pad);
          return String.valueOf(pad.add(pad.subtract(first.length(), first.day), second.day));
        });
  }
}
