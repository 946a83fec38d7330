package dev.ponder.curriculum.numbers;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.working.Draw;
import dev.ponder.curriculum.working.Phrasings;
import dev.ponder.curriculum.working.Posed;
import java.util.Map;

/// Differences of numbers up to eight digits, some of them below zero.
final class Subtraction {
  static final int LEVELS = 5;
  private static final double NEGATIVE = 0.25;

  static final Phrasings PHRASINGS =
      Phrasings.of(
          """
          * {a} - {b}
          * {a}-{b}
          * {a}-{b}=?
          * {a} - {b} =
          *! {a}-{b}=
          *! {a} minus {b}
          en What is {a} - {b}?
          en What is {a} minus {b}?
          en what's {a}-{b}
          en Compute {a}-{b}.
          en Calculate {a} - {b}.
          en Subtract {b} from {a}.
          en Take {b} away from {a}.
          en How much is {a} minus {b}?
          en What is {a} less {b}?
          en What do you get when you subtract {b} from {a}?
          en {a} minus {b} equals?
          en! Work out {a} - {b}.
          en! What is left of {a} after taking away {b}?
          en! Deduct {b} from {a}.
          de Was ist {a} - {b}?
          de Was ist {a} minus {b}?
          de Berechne {a} - {b}.
          de Rechne {a}-{b} aus.
          de Subtrahiere {b} von {a}.
          de Wie viel ist {a} minus {b}?
          de Was ergibt {a} - {b}?
          de! Ziehe {b} von {a} ab.
          de! Was bleibt von {a}, wenn man {b} abzieht?
          fr Combien font {a} - {b} ?
          fr Combien fait {a} moins {b} ?
          fr Calcule {a} - {b}.
          fr Calculez {a}-{b}.
          fr Soustrais {b} de {a}.
          fr Quel est le résultat de {a} - {b} ?
          fr! Retire {b} de {a}.
          fr! Que vaut {a} moins {b} ?
          es ¿Cuánto es {a} - {b}?
          es ¿Cuánto es {a} menos {b}?
          es Calcula {a} - {b}.
          es Calcule {a}-{b}.
          es Resta {b} de {a}.
          es ¿Cuál es el resultado de {a} - {b}?
          es! Quita {b} de {a}.
          es! ¿Cuánto queda de {a} si le restas {b}?
          """);

  private Subtraction() {}

  static Posed make(Dice dice, Setting setting) {
    int digits =
        switch (setting.level()) {
          case 1 -> 1;
          case 2 -> 2;
          case 3 -> 3;
          case 4 -> dice.between(4, 5);
          default -> dice.between(6, 8);
        };
    long one = Draw.digits(dice, digits);
    long other = dice.chance(0.6) ? Draw.digits(dice, digits) : Draw.upTo(dice, digits);
    boolean negative = setting.level() > 2 && dice.chance(NEGATIVE);
    long from = negative ? Math.min(one, other) : Math.max(one, other);
    long what = negative ? Math.max(one, other) : Math.min(one, other);
    Posed posed =
        Posed.of(
            PHRASINGS.say(dice, setting, Map.of("a", from, "b", what)),
            pad -> String.valueOf(pad.subtract(from, what)));
    return setting.level() == 1
        ? posed
        : posed.with(Posed.Run.printing(from + "-" + what, from - what));
  }
}
