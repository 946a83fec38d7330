package dev.ponder.curriculum.measures;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.working.Phrasings;
import dev.ponder.curriculum.working.Posed;
import dev.ponder.curriculum.working.Scratchpad;
import java.util.Map;

/// Times of day and durations: later, earlier, between, together. Minutes first, then hours:
///
///     45+50|54,05:5+0+0=05;4+5+0=09;=95
///     95-60|59,06:5-0-0=05;9-6-0=03;=35
///     9+1|9,1:9+1+0=10;=10
final class Clock {
  static final int LEVELS = 5;

  static final Phrasings LATER =
      Phrasings.of(
          """
          en What time is it {d} after {t}?
          en It is {t}. What time will it be in {d}?
          en It is {t}. What time is it {d} later?
          en What is {d} after {t}?
          en {t} plus {d}
          en A train leaves at {t} and takes {d}. When does it arrive?
          en A lesson starts at {t} and lasts {d}. When does it end?
          en Add {d} to {t}.
          en! The clock shows {t}. What will it show {d} later?
          en! I leave at {t} and need {d}. When am I there?
          """);

  static final Phrasings EARLIER =
      Phrasings.of(
          """
          en What time is it {d} before {t}?
          en It is {t}. What time was it {d} ago?
          en It is {t}. What time was it {d} earlier?
          en What is {d} before {t}?
          en {t} minus {d}
          en A train arrives at {t} after {d}. When did it leave?
          en A lesson ends at {t} and lasts {d}. When does it start?
          en! The clock shows {t}. What did it show {d} ago?
          en! I must be there at {t} and need {d}. When must I leave?
          """);

  static final Phrasings BETWEEN =
      Phrasings.of(
          """
          en How long is it from {t} to {u}?
          en How much time is there between {t} and {u}?
          en How much time passes from {t} to {u}?
          en From {t} to {u}: how long is that?
          en A film starts at {t} and ends at {u}. How long does it last?
          en A train leaves at {t} and arrives at {u}. How long does it take?
          en! The shop is open from {t} to {u}. For how long is that?
          en! I worked from {t} until {u}. How long did I work?
          """);

  static final Phrasings TOGETHER =
      Phrasings.of(
          """
          en {d} + {e}
          en {d} plus {e}
          en Add {d} and {e}.
          en How long are {d} and {e} together?
          en What is {d} plus {e}?
          en What is the sum of {d} and {e}?
          en! Work out {d} + {e}.
          en! First {d}, then {e}: how long in all?
          """);

  private Clock() {}

  /// Hours and minutes, of a day or of a duration.
  private record Time(long hours, long minutes) {
    String onClock() {
      return hours + ":" + (minutes < 10 ? "0" : "") + minutes;
    }

    String lasting() {
      return hours == 0
          ? minutes + " min"
          : minutes == 0 ? hours + " h" : hours + " h " + minutes + " min";
    }

    /// As people say it.
    String told(Dice dice) {
      if (dice.chance(0.5)) {
        return lasting();
      }
      String minute = minutes == 1 ? " minute" : " minutes";
      String hour = hours == 1 ? " hour" : " hours";
      return hours == 0
          ? minutes + minute
          : minutes == 0 ? hours + hour : hours + hour + " and " + minutes + minute;
    }

    Time plus(Time other, Scratchpad pad) {
      long sum = pad.add(minutes, other.minutes);
      long left = sum < 60 ? sum : pad.subtract(sum, 60);
      return new Time(Time.added(hours, other.hours, sum < 60 ? 0 : 1, pad), left);
    }

    /// Only what is not zero is added.
    private static long added(long one, long other, long carry, Scratchpad pad) {
      if (other == 0 && carry == 0) {
        return one;
      }
      if (other == 0 || carry == 0) {
        return pad.add(one, other + carry);
      }
      return pad.add(one, other, carry);
    }

    /// Where the minutes do not suffice, an hour is changed into sixty.
    Time minus(Time other, Scratchpad pad) {
      boolean lacking = minutes < other.minutes;
      long left = pad.subtract(lacking ? pad.add(minutes, 60) : minutes, other.minutes);
      long full = lacking ? pad.subtract(hours, 1) : hours;
      return new Time(other.hours == 0 ? full : pad.subtract(full, other.hours), left);
    }
  }

  static Posed make(Dice dice, Setting setting) {
    return switch (setting.level()) {
      case 1 -> {
        long minute = dice.between(0L, 45L);
        yield later(
            dice, setting, new Time(hour(dice), minute), new Time(0, dice.between(1, 59 - minute)));
      }
      case 2 -> later(dice, setting, time(dice), new Time(0, dice.between(5L, 59L)));
      case 3 -> later(dice, setting, time(dice), duration(dice));
      case 4 -> dice.chance(0.5) ? together(dice, setting) : earlier(dice, setting);
      default -> between(dice, setting);
    };
  }

  private static long hour(Dice dice) {
    return dice.between(0L, 23L);
  }

  private static Time time(Dice dice) {
    return new Time(
        hour(dice), dice.chance(0.5) ? 5L * dice.between(0, 11) : dice.between(0L, 59L));
  }

  private static Time duration(Dice dice) {
    return new Time(dice.between(1L, 11L), time(dice).minutes);
  }

  private static Posed later(Dice dice, Setting setting, Time start, Time lasting) {
    return Posed.of(
        LATER.say(dice, setting, Map.of("t", start.onClock(), "d", lasting.told(dice))),
        pad -> {
          Time end = start.plus(lasting, pad);
          return (end.hours < 24 ? end : new Time(pad.subtract(end.hours, 24), end.minutes))
              .onClock();
        });
  }

  private static Posed earlier(Dice dice, Setting setting) {
    Time lasting = dice.chance(0.5) ? new Time(0, dice.between(5L, 59L)) : duration(dice);
    Time start = new Time(dice.between(0L, 22 - lasting.hours), time(dice).minutes);
    Time end = start.plus(lasting, Scratchpad.of(Effort.LOW, dice));
    return Posed.of(
        EARLIER.say(dice, setting, Map.of("t", end.onClock(), "d", lasting.told(dice))),
        pad -> end.minus(lasting, pad).onClock());
  }

  private static Posed together(Dice dice, Setting setting) {
    Time one = dice.chance(0.3) ? new Time(0, dice.between(5L, 59L)) : duration(dice);
    Time other = duration(dice);
    return Posed.of(
        TOGETHER.say(dice, setting, Map.of("d", one.told(dice), "e", other.told(dice))),
        pad -> one.plus(other, pad).lasting());
  }

  private static Posed between(Dice dice, Setting setting) {
    Time lasting = dice.chance(0.3) ? new Time(0, dice.between(5L, 59L)) : duration(dice);
    Time start = new Time(dice.between(0L, 22 - lasting.hours), time(dice).minutes);
    Time end = start.plus(lasting, Scratchpad.of(Effort.LOW, dice));
    return Posed.of(
        BETWEEN.say(dice, setting, Map.of("t", start.onClock(), "u", end.onClock())),
        pad -> end.minus(start, pad).lasting());
  }
}
