package dev.ponder.curriculum.numbers;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.working.Draw;
import dev.ponder.curriculum.working.Phrasings;
import dev.ponder.curriculum.working.Posed;
import java.util.Map;

/// Squares, cubes and small powers.
final class Powers {
  static final int LEVELS = 4;

  static final Phrasings SQUARES =
      Phrasings.of(
          """
          * {a}^2
          * {a}²
          *! {a}^2=
          en What is {a} squared?
          en What is {a}^2?
          en Compute {a}².
          en Square {a}.
          en What is the square of {a}?
          en {a} squared
          en! Work out the square of {a}.
          de Was ist {a} im Quadrat?
          de Berechne {a}².
          de Quadriere {a}.
          de Wie viel ist {a} hoch 2?
          de! Wie lautet das Quadrat von {a}?
          fr Quel est le carré de {a} ?
          fr Calcule {a}².
          fr Combien fait {a} au carré ?
          fr Calculez {a}^2.
          fr! Élève {a} au carré.
          es ¿Cuál es el cuadrado de {a}?
          es Calcula {a}².
          es ¿Cuánto es {a} al cuadrado?
          es Calcule {a}^2.
          es! Eleva {a} al cuadrado.
          """);

  static final Phrasings POWERS =
      Phrasings.of(
          """
          * {a}^{n}
          * {a} ^ {n}
          * {a}**{n}
          *! {a}^{n}=
          en What is {a}^{n}?
          en What is {a} to the power of {n}?
          en Compute {a}^{n}.
          en Calculate {a} to the power {n}.
          en Raise {a} to the power of {n}.
          en! Work out {a} raised to the power {n}.
          de Was ist {a} hoch {n}?
          de Berechne {a}^{n}.
          de Wie viel ist {a} hoch {n}?
          de! Welchen Wert hat {a} hoch {n}?
          fr Combien fait {a} puissance {n} ?
          fr Calcule {a}^{n}.
          fr Calculez {a} puissance {n}.
          fr! Que vaut {a} à la puissance {n} ?
          es ¿Cuánto es {a} elevado a {n}?
          es Calcula {a}^{n}.
          es Calcule {a} elevado a {n}.
          es! ¿Qué valor tiene {a} elevado a {n}?
          """);

  private Powers() {}

  static Posed make(Dice dice, Setting setting) {
    long base = base(dice, setting.level());
    int exponent = exponent(dice, setting.level(), base);
    Phrasings phrasings = exponent == 2 && dice.chance(0.7) ? SQUARES : POWERS;
    Expression product = new Expression.Number(base);
    long value = base;
    for (int i = 1; i < exponent; i++) {
      product = new Expression.Joined(product, '*', new Expression.Number(base));
      value *= base;
    }
    Expression power = product;
    Posed posed =
        Posed.of(
            phrasings.say(dice, setting, Map.of("a", base, "n", exponent)),
            pad -> {
              if (exponent > 2) {
                pad.note(power.text());
              }
              return String.valueOf(power.solve(pad));
            });
    return setting.level() == 1
        ? posed
        : posed.with(Posed.Run.printing(base + "**" + exponent, value));
  }

  private static long base(Dice dice, int level) {
    return switch (level) {
      case 1 -> dice.between(1L, 10L);
      case 2 -> Draw.digits(dice, 2);
      case 3 -> dice.between(2L, 20L);
      default -> dice.chance(0.4) ? Draw.digits(dice, 3) : dice.between(2L, 5L);
    };
  }

  private static int exponent(Dice dice, int level, long base) {
    return switch (level) {
      case 1, 2 -> 2;
      case 3 -> 3;
      default -> base > 5 ? 2 : dice.between(3, base == 2 ? 6 : 4);
    };
  }
}
