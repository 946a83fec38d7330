package dev.ponder.curriculum.measures;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.working.Decimal;
import dev.ponder.curriculum.working.Draw;
import dev.ponder.curriculum.working.Phrasings;
import dev.ponder.curriculum.working.Posed;
import dev.ponder.curriculum.working.Scratchpad;
import java.util.Map;

/// Percentages of numbers, increases and decreases, and what percentage one number is of another.
final class Percentages {
  static final int LEVELS = 5;

  static final Phrasings OF =
      Phrasings.of(
          """
          en {p}% of {n}
          en {p} % of {n}
          en What is {p}% of {n}?
          en what's {p}% of {n}
          en What is {p} percent of {n}?
          en How much is {p}% of {n}?
          en Calculate {p}% of {n}.
          en Compute {p} percent of {n}.
          en Take {p}% of {n}.
          en! Find {p}% of {n}.
          en! Work out {p} percent of {n}.
          de Was sind {p} % von {n}?
          de {p}% von {n}
          de Wie viel sind {p} Prozent von {n}?
          de Berechne {p} % von {n}.
          de Wie viel ist {p}% von {n}?
          de Was sind {p} Prozent von {n}?
          de! Bestimme {p} % von {n}.
          fr Combien font {p} % de {n} ?
          fr {p}% de {n}
          fr Calcule {p} % de {n}.
          fr Que font {p} pour cent de {n} ?
          fr Quels sont {p}% de {n} ?
          fr Combien font {p} pour cent de {n} ?
          fr! Trouve {p} % de {n}.
          es ¿Cuánto es el {p} % de {n}?
          es {p}% de {n}
          es Calcula el {p} % de {n}.
          es ¿Cuál es el {p}% de {n}?
          es ¿Cuánto es el {p} por ciento de {n}?
          es Calcula el {p} por ciento de {n}.
          es! Halla el {p} % de {n}.
          """);

  static final Phrasings UP =
      Phrasings.of(
          """
          en Increase {n} by {p}%.
          en {n} + {p}%
          en What is {n} increased by {p}%?
          en {n} goes up by {p}%. What is it then?
          en A price of {n} rises by {p} percent. What is the new price?
          en Add {p}% to {n}.
          en What is {n} plus {p} percent?
          en! Raise {n} by {p} percent.
          en! {n} grows by {p}%. How much is that?
          de Erhöhe {n} um {p} %.
          de {n} + {p}%
          de Was ist {n} plus {p} Prozent?
          de Ein Preis von {n} steigt um {p} %. Wie hoch ist er dann?
          de! {n} wächst um {p} %. Wie viel ist das?
          fr Augmente {n} de {p} %.
          fr {n} + {p}%
          fr Combien font {n} plus {p} pour cent ?
          fr Un prix de {n} augmente de {p} %. Quel est le nouveau prix ?
          fr! {n} croît de {p} %. Combien cela fait-il ?
          es Aumenta {n} en un {p} %.
          es {n} + {p}%
          es ¿Cuánto es {n} más el {p} por ciento?
          es Un precio de {n} sube un {p} %. ¿Cuál es el nuevo precio?
          es! {n} crece un {p} %. ¿Cuánto es?
          """);

  static final Phrasings DOWN =
      Phrasings.of(
          """
          en Decrease {n} by {p}%.
          en {n} - {p}%
          en What is {n} decreased by {p}%?
          en {n} goes down by {p}%. What is it then?
          en A price of {n} falls by {p} percent. What is the new price?
          en Take {p}% off {n}.
          en What is {n} minus {p} percent?
          en! Lower {n} by {p} percent.
          en! {n} shrinks by {p}%. How much is left?
          de Verringere {n} um {p} %.
          de {n} - {p}%
          de Was ist {n} minus {p} Prozent?
          de Ein Preis von {n} sinkt um {p} %. Wie hoch ist er dann?
          de! {n} schrumpft um {p} %. Wie viel bleibt?
          fr Diminue {n} de {p} %.
          fr {n} - {p}%
          fr Combien font {n} moins {p} pour cent ?
          fr Un prix de {n} baisse de {p} %. Quel est le nouveau prix ?
          fr! {n} perd {p} %. Combien reste-t-il ?
          es Disminuye {n} en un {p} %.
          es {n} - {p}%
          es ¿Cuánto es {n} menos el {p} por ciento?
          es Un precio de {n} baja un {p} %. ¿Cuál es el nuevo precio?
          es! {n} pierde un {p} %. ¿Cuánto queda?
          """);

  static final Phrasings SHARE =
      Phrasings.of(
          """
          en What percentage of {n} is {a}?
          en What percent of {n} is {a}?
          en {a} is what percent of {n}?
          en How many percent of {n} are {a}?
          en Express {a} as a percentage of {n}.
          en {a} of {n} in percent
          en! What share of {n} is {a}, in percent?
          en! As a percentage of {n}, how much is {a}?
          de Wie viel Prozent von {n} sind {a}?
          de {a} von {n} in Prozent
          de {a} sind wie viel Prozent von {n}?
          de! Welcher Anteil von {n} sind {a}, in Prozent?
          fr Quel pourcentage de {n} représente {a} ?
          fr {a} sur {n} en pour cent
          fr {a} est quel pourcentage de {n} ?
          fr! Quelle part de {n} fait {a}, en pour cent ?
          es ¿Qué porcentaje de {n} es {a}?
          es {a} de {n} en por ciento
          es ¿Qué tanto por ciento de {n} es {a}?
          es! ¿Qué parte de {n} es {a}, en por ciento?
          """);

  private Percentages() {}

  static Posed make(Dice dice, Setting setting) {
    return switch (setting.level()) {
      case 1 -> of(dice, setting, dice.between(1, 9), 100 * Draw.positive(dice, 1));
      case 2 -> of(dice, setting, 5 * dice.between(1, 20), 20 * dice.between(1L, 40L));
      case 3 -> any(dice, setting);
      case 4 -> changed(dice, setting);
      default -> share(dice, setting);
    };
  }

  /// Results may have decimals in English, whose point the others would write as a comma.
  private static Posed any(Dice dice, Setting setting) {
    int percent = dice.between(1, 99);
    long number = Draw.positive(dice, dice.between(2, 3));
    return setting.language() == Language.ENGLISH
        ? of(dice, setting, percent, number)
        : of(dice, setting, percent, 100 * (number % 10 + 1));
  }

  private static Posed of(Dice dice, Setting setting, int percent, long number) {
    Posed posed =
        Posed.of(
            OF.say(dice, setting, Map.of("p", percent, "n", number)),
            pad -> part(number, percent, pad).plain());
    return setting.level() == 1
        ? posed
        : posed.with(
            Posed.Run.printing(
                number + "*" + percent + "/100", floating(new Decimal(number * percent, 2))));
  }

  /// The product, its point moved by two places.
  private static Decimal part(long number, long percent, Scratchpad pad) {
    return Decimal.of(pad.multiply(number, percent)).moved(-2, pad);
  }

  private static Posed changed(Dice dice, Setting setting) {
    int percent = 5 * dice.between(1, 18);
    long number = 20 * dice.between(1L, 40L);
    long part = number * percent / 100;
    boolean up = dice.chance(0.5);
    return Posed.of(
            (up ? UP : DOWN).say(dice, setting, Map.of("p", percent, "n", number)),
            pad -> {
              part(number, percent, pad);
              return String.valueOf(up ? pad.add(number, part) : pad.subtract(number, part));
            })
        .with(
            Posed.Run.printing(
                number + (up ? "+" : "-") + number + "*" + percent + "/100",
                (up ? number + part : number - part) + ".0"));
  }

  private static Posed share(Dice dice, Setting setting) {
    long number = dice.any(10L, 20L, 25L, 40L, 50L, 80L, 60L, 75L, 90L);
    int percent = dice.between(1, 99);
    long step = 100 / gcd(100, number);
    long whole = Math.max(step, percent - percent % step);
    long part = number * whole / 100;
    return Posed.of(
            SHARE.say(dice, setting, Map.of("n", number, "a", part)),
            pad -> pad.divide(part * 100, number).quotient() + "%")
        .with(Posed.Run.printing(part + "*100/" + number, whole + ".0"));
  }

  private static long gcd(long one, long other) {
    return other == 0 ? one : gcd(other, one % other);
  }

  /// As python prints it.
  private static String floating(Decimal number) {
    return number.plain().contains(".") ? number.plain() : number.plain() + ".0";
  }
}
