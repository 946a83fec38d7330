package dev.ponder.curriculum.numbers;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.working.Draw;
import dev.ponder.curriculum.working.Lists;
import dev.ponder.curriculum.working.Order;
import dev.ponder.curriculum.working.Phrasings;
import dev.ponder.curriculum.working.Posed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The least, the greatest, the mean and the median of a few numbers.
final class Averages {
  static final int LEVELS = 5;

  static final Phrasings LEAST =
      Phrasings.of(
          """
          * min({p})
          en What is the smallest of {l}?
          en Which number is the smallest: {l}?
          en Find the minimum of {l}.
          en Minimum of {l}
          en What is the least of {l}?
          en! Pick the smallest number from {l}.
          de Was ist die kleinste Zahl: {l}?
          de Welche Zahl ist am kleinsten: {l}?
          de Finde das Minimum von {l}.
          de! Nenne die kleinste von {l}.
          fr Quel est le plus petit nombre : {l} ?
          fr Trouve le minimum de {l}.
          fr Quel est le minimum de {l} ?
          fr! Lequel est le plus petit : {l} ?
          es ¿Cuál es el número más pequeño: {l}?
          es Encuentra el mínimo de {l}.
          es ¿Cuál es el menor de {l}?
          es! Di el más pequeño de {l}.
          """);

  static final Phrasings GREATEST =
      Phrasings.of(
          """
          * max({p})
          en What is the largest of {l}?
          en Which number is the biggest: {l}?
          en Find the maximum of {l}.
          en Maximum of {l}
          en What is the greatest of {l}?
          en! Pick the largest number from {l}.
          de Was ist die größte Zahl: {l}?
          de Welche Zahl ist am größten: {l}?
          de Finde das Maximum von {l}.
          de! Nenne die größte von {l}.
          fr Quel est le plus grand nombre : {l} ?
          fr Trouve le maximum de {l}.
          fr Quel est le maximum de {l} ?
          fr! Lequel est le plus grand : {l} ?
          es ¿Cuál es el número más grande: {l}?
          es Encuentra el máximo de {l}.
          es ¿Cuál es el mayor de {l}?
          es! Di el más grande de {l}.
          """);

  static final Phrasings MEAN =
      Phrasings.of(
          """
          * mean({p})
          en What is the mean of {l}?
          en What is the average of {l}?
          en Find the average of {l}.
          en Compute the mean of {l}.
          en Average of {l}
          en Calculate the average: {l}
          en! Work out the mean of {l}.
          de Was ist der Mittelwert von {l}?
          de Was ist der Durchschnitt von {l}?
          de Berechne den Mittelwert von {l}.
          de Berechne den Durchschnitt von {l}.
          de! Wie hoch ist das Mittel von {l}?
          fr Quelle est la moyenne de {l} ?
          fr Calcule la moyenne de {l}.
          fr Calculez la moyenne de {l}.
          fr Moyenne de {l}
          fr! Trouve la moyenne de {l}.
          es ¿Cuál es la media de {l}?
          es ¿Cuál es el promedio de {l}?
          es Calcula la media de {l}.
          es Calcula el promedio de {l}.
          es! Halla la media de {l}.
          """);

  static final Phrasings MEDIAN =
      Phrasings.of(
          """
          * median({p})
          en What is the median of {l}?
          en Find the median of {l}.
          en Compute the median of {l}.
          en Median of {l}
          en Calculate the median: {l}
          en! Work out the median of {l}.
          de Was ist der Median von {l}?
          de Berechne den Median von {l}.
          de Finde den Median von {l}.
          de! Wie lautet der Median von {l}?
          fr Quelle est la médiane de {l} ?
          fr Calcule la médiane de {l}.
          fr Médiane de {l}
          fr! Trouve la médiane de {l}.
          es ¿Cuál es la mediana de {l}?
          es Calcula la mediana de {l}.
          es Mediana de {l}
          es! Halla la mediana de {l}.
          """);

  private Averages() {}

  static Posed make(Dice dice, Setting setting) {
    return switch (setting.level()) {
      case 1 -> extreme(dice, setting, numbers(dice, dice.between(2, 4), 2));
      case 2 -> extreme(dice, setting, numbers(dice, dice.between(4, 8), 3));
      case 3 -> mean(dice, setting, numbers(dice, dice.between(2, 4), dice.between(1, 2)));
      case 4 -> mean(dice, setting, numbers(dice, dice.between(3, 4), dice.between(2, 3)));
      default -> median(dice, setting, numbers(dice, dice.any(3, 5), dice.between(1, 3)));
    };
  }

  private static List<Long> numbers(Dice dice, int count, int digits) {
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(dice.chance(0.7) ? Draw.digits(dice, digits) : Draw.upTo(dice, digits));
    }
    return numbers;
  }

  private static Posed extreme(Dice dice, Setting setting, List<Long> numbers) {
    boolean least = dice.chance(0.5);
    Order order = least ? Order.UP : Order.DOWN;
    long found = order.sorted(numbers).getFirst();
    Posed posed =
        Posed.of(
            (least ? LEAST : GREATEST).say(dice, setting, told(dice, setting, numbers)),
            pad -> {
              order.first(numbers, pad);
              return String.valueOf(found);
            });
    return setting.level() == 1
        ? posed
        : posed.with(
            Posed.Run.printing((least ? "min(" : "max(") + joined(numbers, ",") + ")", found));
  }

  /// The last number is chosen so that the mean is whole.
  private static Posed mean(Dice dice, Setting setting, List<Long> drawn) {
    long count = drawn.size();
    List<Long> numbers = new ArrayList<>(drawn);
    long over = numbers.stream().mapToLong(Long::longValue).sum() % count;
    numbers.set(0, numbers.getFirst() + (over == 0 ? 0 : count - over));
    long[] summands = numbers.stream().mapToLong(Long::longValue).toArray();
    long mean = numbers.stream().mapToLong(Long::longValue).sum() / count;
    return Posed.of(
            MEAN.say(dice, setting, told(dice, setting, numbers)),
            pad -> {
              long sum = pad.add(summands);
              return String.valueOf(pad.divide(sum, count).quotient());
            })
        .with(Posed.Run.printing("(" + joined(numbers, "+") + ")/" + count, mean + ".0"));
  }

  private static Posed median(Dice dice, Setting setting, List<Long> numbers) {
    int middle = numbers.size() / 2;
    return Posed.of(
            MEDIAN.say(dice, setting, told(dice, setting, numbers)),
            pad -> String.valueOf(Order.UP.sort(numbers, pad).get(middle)))
        .with(
            Posed.Run.printing(
                "sorted([" + joined(numbers, ",") + "])[" + middle + "]",
                Order.UP.sorted(numbers).get(middle)));
  }

  private static Map<String, String> told(Dice dice, Setting setting, List<Long> numbers) {
    String plain = Lists.plain(numbers);
    return Map.of("l", dice.chance(0.5) ? plain : Lists.told(numbers, setting), "p", plain);
  }

  private static String joined(List<Long> numbers, String sign) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(sign));
  }
}
