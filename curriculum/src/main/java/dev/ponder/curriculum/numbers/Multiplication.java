package dev.ponder.curriculum.numbers;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.working.Draw;
import dev.ponder.curriculum.working.Phrasings;
import dev.ponder.curriculum.working.Posed;
import java.util.List;
import java.util.Map;

/// Products from one digit by one to three digits by three.
final class Multiplication {
  static final int LEVELS = 5;

  static final Phrasings PHRASINGS =
      Phrasings.of(
          """
          * {a} * {b}
          * {a}*{b}
          * {a}*{b}=?
          * {a} × {b}
          * {a} x {b}
          * {a}x{b}
          * {a} * {b} =
          *! {a}×{b}
          *! {a}*{b}=
          *! {a} x {b} = ?
          en What is {a} * {b}?
          en What is {a} times {b}?
          en What is {a} x {b}?
          en what's {a}*{b}
          en Compute {a} x {b}.
          en Compute {a} * {b}.
          en Calculate {a} × {b}.
          en Multiply {a} by {b}.
          en Multiply {a} and {b}.
          en How much is {a} times {b}?
          en What is the product of {a} and {b}?
          en {a} times {b}
          en {a} multiplied by {b} equals?
          en! Work out {a} * {b}.
          en! Find the product of {a} and {b}.
          en! What do you get if you multiply {a} by {b}?
          de Was ist {a} * {b}?
          de Was ist {a} mal {b}?
          de Berechne {a} * {b}.
          de Rechne {a} mal {b} aus.
          de Multipliziere {a} mit {b}.
          de Wie viel ist {a} mal {b}?
          de Was ergibt {a} × {b}?
          de! Wie lautet das Produkt von {a} und {b}?
          de! Nimm {a} mit {b} mal.
          fr Combien font {a} * {b} ?
          fr Combien fait {a} fois {b} ?
          fr Calcule {a} × {b}.
          fr Calculez {a} fois {b}.
          fr Multiplie {a} par {b}.
          fr Quel est le résultat de {a} x {b} ?
          fr! Quel est le produit de {a} et {b} ?
          fr! Que vaut {a} fois {b} ?
          es ¿Cuánto es {a} * {b}?
          es ¿Cuánto es {a} por {b}?
          es Calcula {a} × {b}.
          es Calcule {a} por {b}.
          es Multiplica {a} por {b}.
          es ¿Cuál es el resultado de {a} x {b}?
          es! ¿Cuál es el producto de {a} y {b}?
          es! ¿Cuánto da {a} por {b}?
          """);

  private Multiplication() {}

  static Posed make(Dice dice, Setting setting) {
    List<Integer> digits =
        switch (setting.level()) {
          case 1 -> List.of(1, 1);
          case 2 -> dice.chance(0.75) ? List.of(2, 1) : List.of(3, 1);
          case 3 -> dice.chance(0.75) ? List.of(2, 2) : List.of(dice.between(4, 5), 1);
          case 4 -> List.of(3, 2);
          default -> List.of(3, 3);
        };
    List<Integer> turned = dice.shuffled(digits);
    long one = Draw.digits(dice, turned.getFirst());
    long other = Draw.digits(dice, turned.getLast());
    Posed posed =
        Posed.of(
            PHRASINGS.say(dice, setting, Map.of("a", one, "b", other)),
            pad -> String.valueOf(pad.multiply(one, other)));
    return setting.level() == 1
        ? posed
        : posed.with(Posed.Run.printing(one + "*" + other, one * other));
  }
}
