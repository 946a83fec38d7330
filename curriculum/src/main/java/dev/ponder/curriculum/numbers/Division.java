package dev.ponder.curriculum.numbers;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.working.Draw;
import dev.ponder.curriculum.working.LongDivision;
import dev.ponder.curriculum.working.Phrasings;
import dev.ponder.curriculum.working.Posed;
import java.util.Map;

/// Quotients of up to five digits by up to two: whole ones, and ones with a remainder.
final class Division {
  static final int LEVELS = 5;

  /// Ask for either kind.
  static final Phrasings PHRASINGS =
      Phrasings.of(
          """
          en {a} / {b}
          en {a}/{b}
          en {a}/{b}=?
          en {a} ÷ {b}
          en {a} : {b}
          en! {a}÷{b}
          en! {a} / {b} =
          en What is {a} / {b}?
          en What is {a} divided by {b}?
          en what's {a}/{b}
          en Compute {a} / {b}.
          en Calculate {a} ÷ {b}.
          en Divide {a} by {b}.
          en How much is {a} divided by {b}?
          en {a} divided by {b} equals?
          en! Work out {a} / {b}.
          en! Find the quotient of {a} and {b}.
          en! What is {a} over {b}?
          de Was ist {a} : {b}?
          de Was ist {a} geteilt durch {b}?
          de Berechne {a} / {b}.
          de Rechne {a} geteilt durch {b} aus.
          de Teile {a} durch {b}.
          de Wie viel ist {a} geteilt durch {b}?
          de Was ergibt {a} : {b}?
          de Dividiere {a} durch {b}.
          de! Wie viel macht {a} durch {b}?
          de! Wie lautet der Quotient von {a} und {b}?
          fr Combien font {a} / {b} ?
          fr Combien fait {a} divisé par {b} ?
          fr Calcule {a} ÷ {b}.
          fr Calculez {a} divisé par {b}.
          fr Divise {a} par {b}.
          fr Quel est le résultat de {a} / {b} ?
          fr! Quel est le quotient de {a} par {b} ?
          fr! Que vaut {a} divisé par {b} ?
          es ¿Cuánto es {a} / {b}?
          es ¿Cuánto es {a} dividido entre {b}?
          es Calcula {a} ÷ {b}.
          es Calcule {a} dividido por {b}.
          es Divide {a} entre {b}.
          es ¿Cuál es el resultado de {a} / {b}?
          es! ¿Cuál es el cociente de {a} entre {b}?
          es! ¿Cuánto da {a} entre {b}?
          """);

  /// Ask for the remainder as well.
  static final Phrasings WITH_REMAINDER =
      Phrasings.of(
          """
          en What is {a} divided by {b} with remainder?
          en Divide {a} by {b} with remainder.
          en Give the quotient and the remainder of {a} / {b}.
          en {a} / {b} with remainder
          en Compute {a} divided by {b} and the remainder.
          en What is {a} / {b}, and what is the remainder?
          en! Work out {a} / {b} and say what remains.
          en! Find quotient and remainder of {a} and {b}.
          de Was ist {a} geteilt durch {b} mit Rest?
          de Teile {a} durch {b} mit Rest.
          de Berechne {a} : {b} mit Rest.
          de Wie viel ist {a} : {b}, und welcher Rest bleibt?
          de Dividiere {a} durch {b} mit Rest.
          de {a} : {b} mit Rest
          de! Gib Quotient und Rest von {a} und {b} an.
          fr Divise {a} par {b} avec reste.
          fr Calcule {a} / {b} avec le reste.
          fr Combien fait {a} divisé par {b}, et quel est le reste ?
          fr Quels sont le quotient et le reste de {a} / {b} ?
          fr {a} / {b} avec reste
          fr Donne le quotient et le reste de {a} par {b}.
          fr! Effectue la division euclidienne de {a} par {b}.
          es Divide {a} entre {b} con resto.
          es Calcula {a} / {b} con resto.
          es ¿Cuánto es {a} dividido entre {b}, y cuál es el resto?
          es ¿Cuáles son el cociente y el resto de {a} / {b}?
          es {a} / {b} con resto
          es Da el cociente y el resto de {a} entre {b}.
          es! Haz la división entera de {a} entre {b}.
          """);

  private Division() {}

  static Posed make(Dice dice, Setting setting) {
    boolean whole = setting.level() == 1 || dice.chance(0.5);
    long divisor = divisor(dice, setting.level());
    long drawn = dividend(dice, setting.level(), divisor);
    long dividend = whole ? drawn - drawn % divisor : drawn;
    boolean both = setting.level() > 1 && dice.chance(0.3);
    Posed posed =
        Posed.of(
            (both ? WITH_REMAINDER : PHRASINGS)
                .say(dice, setting, Map.of("a", dividend, "b", divisor)),
            pad -> {
              LongDivision division = pad.divide(dividend, divisor);
              return both || division.remainder() > 0
                  ? both(division, setting.language())
                  : String.valueOf(division.quotient());
            });
    return setting.level() == 1 ? posed : posed.with(run(dividend, divisor));
  }

  private static long divisor(Dice dice, int level) {
    return switch (level) {
      case 1, 2, 3 -> dice.between(2L, 9L);
      default -> Draw.digits(dice, 2);
    };
  }

  private static long dividend(Dice dice, int level, long divisor) {
    return switch (level) {
      case 1 -> divisor * dice.between(1L, 9L);
      case 2 -> Draw.digits(dice, dice.between(2, 3));
      case 3 -> Draw.digits(dice, dice.between(4, 5));
      case 4 -> Draw.digits(dice, 3);
      default -> Draw.digits(dice, dice.between(4, 5));
    };
  }

  /// Whether something remains is not known before, so the program always prints both.
  private static Posed.Run run(long dividend, long divisor) {
    return Posed.Run.printing(
        dividend + "//" + divisor + "," + dividend + "%" + divisor,
        dividend / divisor + " " + dividend % divisor);
  }

  private static String both(LongDivision division, Language language) {
    String remainder =
        switch (language) {
          case ENGLISH -> " remainder ";
          case GERMAN -> " Rest ";
          case FRENCH -> " reste ";
          case SPANISH -> " resto ";
        };
    return division.quotient() + remainder + division.remainder();
  }
}
