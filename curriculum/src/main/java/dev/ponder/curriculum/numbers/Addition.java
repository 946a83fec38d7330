package dev.ponder.curriculum.numbers;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.working.Draw;
import dev.ponder.curriculum.working.Lists;
import dev.ponder.curriculum.working.Phrasings;
import dev.ponder.curriculum.working.Posed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Sums: two numbers up to eight digits, at the top three or four.
final class Addition {
  static final int LEVELS = 6;

  static final Phrasings TWO =
      Phrasings.of(
          """
          * {a} + {b}
          * {a}+{b}
          * {a}+{b}=?
          * {a} + {b} =
          *! {a}+{b}=
          *! {a} plus {b}
          en What is {a} + {b}?
          en What is {a} plus {b}?
          en what's {a}+{b}
          en Compute {a}+{b}.
          en Calculate {a} + {b}.
          en Add {a} and {b}.
          en Add {b} to {a}.
          en How much is {a} plus {b}?
          en What is the sum of {a} and {b}?
          en Please add up {a} and {b}.
          en {a} plus {b} equals?
          en! Work out {a} + {b}.
          en! Find the sum of {a} and {b}.
          en! Tell me what {a} and {b} add up to.
          de Was ist {a} + {b}?
          de Was ist {a} plus {b}?
          de Berechne {a} + {b}.
          de Rechne {a}+{b} aus.
          de Addiere {a} und {b}.
          de Wie viel ist {a} plus {b}?
          de Was ergibt {a} + {b}?
          de! Wie lautet die Summe von {a} und {b}?
          de! Zähle {a} und {b} zusammen.
          fr Combien font {a} + {b} ?
          fr Combien fait {a} plus {b} ?
          fr Calcule {a} + {b}.
          fr Calculez {a}+{b}.
          fr Additionne {a} et {b}.
          fr Quel est le résultat de {a} + {b} ?
          fr! Quelle est la somme de {a} et {b} ?
          fr! Ajoute {b} à {a}.
          es ¿Cuánto es {a} + {b}?
          es ¿Cuánto es {a} más {b}?
          es Calcula {a} + {b}.
          es Calcule {a}+{b}.
          es Suma {a} y {b}.
          es ¿Cuál es el resultado de {a} + {b}?
          es! ¿Cuál es la suma de {a} y {b}?
          es! Añade {b} a {a}.
          """);

  static final Phrasings SEVERAL =
      Phrasings.of(
          """
          * {sum}
          * {sum} = ?
          *! {sum} =
          en What is {sum}?
          en Compute {sum}.
          en Calculate {sum}.
          en Add {list}.
          en Add up {list}.
          en What is the sum of {list}?
          en How much is {sum}?
          en! Work out {sum}.
          en! Find the total of {list}.
          de Was ist {sum}?
          de Berechne {sum}.
          de Addiere {list}.
          de Was ergibt {sum}?
          de Wie viel ist {sum}?
          de! Wie lautet die Summe von {list}?
          fr Combien font {sum} ?
          fr Calcule {sum}.
          fr Additionne {list}.
          fr Quel est le résultat de {sum} ?
          fr Calculez {sum}.
          fr! Quelle est la somme de {list} ?
          es ¿Cuánto es {sum}?
          es Calcula {sum}.
          es Suma {list}.
          es ¿Cuál es el resultado de {sum}?
          es Calcule {sum}.
          es! ¿Cuál es la suma de {list}?
          """);

  private Addition() {}

  static Posed make(Dice dice, Setting setting) {
    List<Long> summands = summands(dice, setting.level());
    String sum = joined(summands, dice.any("+", " + "));
    String question =
        summands.size() == 2
            ? TWO.say(dice, setting, Map.of("a", summands.getFirst(), "b", summands.getLast()))
            : SEVERAL.say(dice, setting, Map.of("sum", sum, "list", Lists.told(summands, setting)));
    long[] numbers = summands.stream().mapToLong(Long::longValue).toArray();
    Posed posed = Posed.of(question, pad -> String.valueOf(pad.add(numbers)));
    long total = summands.stream().mapToLong(Long::longValue).sum();
    return setting.level() == 1
        ? posed
        : posed.with(Posed.Run.printing(joined(summands, "+"), total));
  }

  private static String joined(List<Long> numbers, String sign) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(sign));
  }

  private static List<Long> summands(Dice dice, int level) {
    return switch (level) {
      case 1 -> List.of(Draw.digits(dice, 1), Draw.digits(dice, 1));
      case 2 -> pair(dice, 2);
      case 3 -> pair(dice, 3);
      case 4 -> pair(dice, dice.between(4, 5));
      case 5 -> pair(dice, dice.between(6, 8));
      default -> several(dice);
    };
  }

  /// One of that many digits and one of at most as many, mostly about as many.
  private static List<Long> pair(Dice dice, int digits) {
    long longer = Draw.digits(dice, digits);
    long other = dice.chance(0.6) ? Draw.digits(dice, digits) : Draw.upTo(dice, digits);
    return dice.shuffled(List.of(longer, other));
  }

  private static List<Long> several(Dice dice) {
    List<Long> numbers = new ArrayList<>();
    int count = dice.between(3, 4);
    int digits = dice.between(1, 4);
    for (int i = 0; i < count; i++) {
      numbers.add(dice.chance(0.6) ? Draw.digits(dice, digits) : Draw.upTo(dice, digits));
    }
    return numbers;
  }
}
