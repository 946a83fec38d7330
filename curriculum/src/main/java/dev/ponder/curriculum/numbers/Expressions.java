package dev.ponder.curriculum.numbers;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.numbers.Expression.Joined;
import dev.ponder.curriculum.numbers.Expression.Number;
import dev.ponder.curriculum.working.Draw;
import dev.ponder.curriculum.working.Phrasings;
import dev.ponder.curriculum.working.Posed;
import java.util.Map;

/// Two or three operations with precedence and brackets.
final class Expressions {
  static final int LEVELS = 4;
  private static final int TRIES = 1000;

  static final Phrasings PHRASINGS =
      Phrasings.of(
          """
          * {e}
          * {e} =
          * {e} = ?
          *! {e}=
          en What is {e}?
          en what's {e}
          en Compute {e}.
          en Calculate {e}.
          en Evaluate {e}.
          en How much is {e}?
          en Solve {e}.
          en! Work out {e}.
          en! Find the value of {e}.
          de Was ist {e}?
          de Berechne {e}.
          de Rechne {e} aus.
          de Wie viel ist {e}?
          de Was ergibt {e}?
          de! Welchen Wert hat {e}?
          fr Combien font {e} ?
          fr Calcule {e}.
          fr Calculez {e}.
          fr Quel est le résultat de {e} ?
          fr Évalue {e}.
          fr! Quelle est la valeur de {e} ?
          es ¿Cuánto es {e}?
          es Calcula {e}.
          es Calcule {e}.
          es ¿Cuál es el resultado de {e}?
          es Evalúa {e}.
          es! ¿Cuál es el valor de {e}?
          """);

  private Expressions() {}

  static Posed make(Dice dice, Setting setting) {
    Expression expression = drawn(dice, setting.level());
    String plain = expression.text();
    String question = PHRASINGS.say(dice, setting, Map.of("e", written(dice, plain)));
    String value = String.valueOf(expression.result().orElseThrow());
    return Posed.of(question, pad -> String.valueOf(expression.solve(pad)))
        .with(Posed.Run.printing(plain, plain.contains("/") ? value + ".0" : value));
  }

  /// As people type it.
  private static String written(Dice dice, String plain) {
    String signed = dice.chance(0.25) ? plain.replace("*", dice.any("×", "x")) : plain;
    return dice.chance(0.6) ? signed.replaceAll("([-+*/×x])", " $1 ") : signed;
  }

  private static Expression drawn(Dice dice, int level) {
    for (int i = 0; i < TRIES; i++) {
      Expression expression = shape(dice, level);
      if (expression.result().isPresent()) {
        return expression;
      }
    }
    return new Joined(new Joined(new Number(1), '+', new Number(2)), '-', new Number(3));
  }

  private static Expression shape(Dice dice, int level) {
    return switch (level) {
      case 1 -> chain(dice);
      case 2 -> ranked(dice);
      case 3 -> bracketed(dice);
      default -> three(dice);
    };
  }

  /// Sums alone are the business of [Addition].
  private static Expression chain(Dice dice) {
    char sign = sum(dice);
    return joined(
        joined(number(dice, 2), sign, number(dice, 2)),
        sign == '+' ? '-' : sum(dice),
        number(dice, 2));
  }

  private static Expression ranked(Dice dice) {
    Expression product = product(dice);
    Expression other = number(dice, 2);
    return dice.chance(0.5) ? joined(other, sum(dice), product) : joined(product, sum(dice), other);
  }

  private static Expression bracketed(Dice dice) {
    Expression sum = joined(number(dice, 2), sum(dice), number(dice, 2));
    Expression small = number(dice, 1);
    return switch (dice.between(0, 3)) {
      case 0 -> joined(small, '*', sum);
      case 1 -> joined(sum, '*', small);
      case 2 -> joined(sum, '/', small);
      default -> joined(number(dice, 2), '-', sum);
    };
  }

  private static Expression three(Dice dice) {
    return switch (dice.between(0, 4)) {
      case 0 -> joined(product(dice), sum(dice), product(dice));
      case 1 -> joined(bracketed(dice), sum(dice), number(dice, 2));
      case 2 -> joined(number(dice, 2), sum(dice), bracketed(dice));
      case 3 ->
          joined(
              joined(number(dice, 1), sum(dice), number(dice, 1)),
              '*',
              joined(number(dice, 2), sum(dice), number(dice, 1)));
      default -> joined(ranked(dice), sum(dice), number(dice, 2));
    };
  }

  /// A product, or sometimes a quotient, of a number and a digit.
  private static Expression product(Dice dice) {
    char sign = dice.chance(0.25) ? '/' : '*';
    Expression one = number(dice, sign == '/' ? 2 : dice.between(1, 2));
    return joined(one, sign, number(dice, 1));
  }

  private static Expression joined(Expression left, char sign, Expression right) {
    return new Joined(left, sign, right);
  }

  private static Expression number(Dice dice, int digits) {
    return new Number(digits == 1 ? dice.between(2L, 9L) : Math.max(2, Draw.upTo(dice, digits)));
  }

  private static char sum(Dice dice) {
    return dice.chance(0.55) ? '+' : '-';
  }
}
