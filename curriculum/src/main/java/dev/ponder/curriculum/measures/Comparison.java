package dev.ponder.curriculum.measures;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.working.Decimal;
import dev.ponder.curriculum.working.Draw;
import dev.ponder.curriculum.working.Phrasings;
import dev.ponder.curriculum.working.Posed;
import java.util.Map;

/// Which of two numbers is larger, whole ones and ones with decimals.
final class Comparison {
  static final int LEVELS = 5;

  static final Phrasings LARGER =
      Phrasings.of(
          """
          en Which is larger, {a} or {b}?
          en Which is greater: {a} or {b}?
          en Which number is bigger, {a} or {b}?
          en What is bigger, {a} or {b}?
          en {a} or {b}: which is more?
          en Larger of {a} and {b}
          en! Tell me the larger number: {a}, {b}.
          en! Which one is higher, {a} or {b}?
          """);

  static final Phrasings SMALLER =
      Phrasings.of(
          """
          en Which is smaller, {a} or {b}?
          en Which is less: {a} or {b}?
          en Which number is smaller, {a} or {b}?
          en What is less, {a} or {b}?
          en {a} or {b}: which is less?
          en Smaller of {a} and {b}
          en! Tell me the smaller number: {a}, {b}.
          en! Which one is lower, {a} or {b}?
          """);

  static final Phrasings SIGN =
      Phrasings.of(
          """
          en {a} ? {b}
          en {a} _ {b}
          en Compare {a} and {b}: <, > or =?
          en Write <, > or = between {a} and {b}.
          en Which sign belongs between {a} and {b}?
          en Compare {a} with {b}.
          en! Put the right sign: {a} ... {b}
          en! <, > or =: {a} and {b}
          """);

  static final Phrasings MORE =
      Phrasings.of(
          """
          en Is {a} greater than {b}?
          en Is {a} larger than {b}?
          en Is {a} more than {b}?
          en Is {a} > {b}?
          en {a} > {b}?
          en Is it true that {a} > {b}?
          en! Does {a} exceed {b}?
          en! Would you say that {a} is bigger than {b}?
          """);

  static final Phrasings LESS =
      Phrasings.of(
          """
          en Is {a} less than {b}?
          en Is {a} smaller than {b}?
          en Is {a} below {b}?
          en Is {a} < {b}?
          en {a} < {b}?
          en Is it true that {a} < {b}?
          en! Does {a} lie below {b}?
          en! Would you say that {a} is smaller than {b}?
          """);

  private Comparison() {}

  private record Pair(Decimal one, Decimal other) {}

  static Posed make(Dice dice, Setting setting) {
    Pair pair = pair(dice, setting.level());
    boolean equal = pair.one.value().compareTo(pair.other.value()) == 0;
    String one = pair.one.text();
    String other = pair.other.text();
    Map<String, String> values = Map.of("a", one, "b", other);
    return switch (dice.between(equal ? 2 : 0, 4)) {
      case 0 ->
          Posed.of(
              LARGER.say(dice, setting, values),
              pad -> pair.one.against(pair.other, pad).equals(">") ? one : other);
      case 1 ->
          Posed.of(
              SMALLER.say(dice, setting, values),
              pad -> pair.one.against(pair.other, pad).equals("<") ? one : other);
      case 2 -> Posed.of(SIGN.say(dice, setting, values), pad -> pair.one.against(pair.other, pad));
      case 3 -> judged(MORE.say(dice, setting, values), pair, ">");
      default -> judged(LESS.say(dice, setting, values), pair, "<");
    };
  }

  private static Posed judged(String question, Pair pair, String sign) {
    return Posed.of(question, pad -> pair.one.against(pair.other, pad).equals(sign) ? "yes" : "no");
  }

  private static Pair pair(Dice dice, int level) {
    return switch (level) {
      case 1 -> whole(Draw.upTo(dice, 2), Draw.upTo(dice, 2));
      case 2 -> whole(Draw.digits(dice, dice.between(3, 4)), Draw.digits(dice, dice.between(3, 4)));
      case 3 -> near(dice);
      case 4 -> decimals(dice, dice.between(1, 2), dice.between(1, 2));
      default -> decimals(dice, dice.between(0, 3), dice.between(1, 3));
    };
  }

  private static Pair whole(long one, long other) {
    return new Pair(Decimal.of(one), Decimal.of(other));
  }

  /// Alike but for one digit, or two that changed places.
  private static Pair near(Dice dice) {
    long one = Draw.digits(dice, dice.between(3, 6));
    StringBuilder changed = new StringBuilder(Long.toString(one));
    int place = dice.between(1, changed.length() - 1);
    if (dice.chance(0.5)) {
      changed.setCharAt(place, (char) ('0' + dice.between(0, 9)));
    } else if (place > 1) {
      char moved = changed.charAt(place);
      changed.setCharAt(place, changed.charAt(place - 1));
      changed.setCharAt(place - 1, moved);
    } else {
      changed.append(dice.between(0, 9));
    }
    long other = Long.parseLong(changed.toString());
    return dice.chance(0.5) ? whole(one, other) : whole(other, one);
  }

  /// Mostly with the same whole part, so that the decimals decide.
  private static Pair decimals(Dice dice, int scale, int other) {
    long whole = dice.between(0L, dice.any(2, 20, 200));
    long also = dice.chance(0.75) ? whole : dice.between(0L, 20);
    return new Pair(decimal(dice, whole, scale), decimal(dice, also, other));
  }

  private static Decimal decimal(Dice dice, long whole, int scale) {
    long power = Math.round(Math.pow(10, scale));
    return new Decimal(whole * power + dice.between(0, power - 1), scale);
  }
}
