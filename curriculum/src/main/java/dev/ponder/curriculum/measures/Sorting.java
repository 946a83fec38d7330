package dev.ponder.curriculum.measures;

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

/// Three to eight numbers to be put in order.
final class Sorting {
  static final int LEVELS = 4;

  static final Phrasings UP =
      Phrasings.of(
          """
          en Sort {l}.
          en sort {l}
          en Sort in ascending order: {l}
          en Sort these numbers: {l}.
          en Put {l} in ascending order.
          en Order {l} from smallest to largest.
          en Sort the numbers {l} from low to high.
          en List {l} in increasing order.
          en! Arrange {l} from the smallest to the greatest.
          en! Rank {l}, the smallest first.
          de Sortiere {l}.
          de Sortiere aufsteigend: {l}
          de! Ordne {l} der Größe nach.
          fr Trie {l}.
          fr Trie dans l'ordre croissant : {l}
          fr! Range {l} du plus petit au plus grand.
          es Ordena {l}.
          es Ordena de menor a mayor: {l}
          es! Pon {l} en orden ascendente.
          """);

  static final Phrasings DOWN =
      Phrasings.of(
          """
          en Sort {l} in descending order.
          en Sort in descending order: {l}
          en Put {l} in descending order.
          en Order {l} from largest to smallest.
          en Sort the numbers {l} from high to low.
          en List {l} in decreasing order.
          en! Arrange {l} from the greatest to the smallest.
          en! Rank {l}, the largest first.
          de Sortiere {l} absteigend.
          de Sortiere absteigend: {l}
          de! Ordne {l}, die größte Zahl zuerst.
          fr Trie {l} dans l'ordre décroissant.
          fr Trie dans l'ordre décroissant : {l}
          fr! Range {l} du plus grand au plus petit.
          es Ordena {l} de mayor a menor.
          es Ordena de mayor a menor: {l}
          es! Pon {l} en orden descendente.
          """);

  private Sorting() {}

  static Posed make(Dice dice, Setting setting) {
    List<Long> numbers = drawn(dice, setting.level());
    String list = Lists.plain(numbers);
    boolean up = dice.chance(0.6);
    Order order = up ? Order.UP : Order.DOWN;
    String question = (up ? UP : DOWN).say(dice, setting, Map.of("l", list));
    String sorted = Lists.plain(order.sorted(numbers));
    Posed posed = Posed.of(question, pad -> Lists.plain(order.sort(numbers, pad)));
    String reverse = up ? "" : ",reverse=True";
    return setting.level() == 1
        ? posed
        : posed.with(
            Posed.Run.printing("sorted([" + list + "]" + reverse + ")", "[" + sorted + "]"));
  }

  private static List<Long> drawn(Dice dice, int level) {
    int count =
        switch (level) {
          case 1 -> 3;
          case 2 -> dice.between(4, 5);
          case 3 -> dice.between(5, 6);
          default -> dice.between(7, 8);
        };
    int digits = Math.min(3, dice.between(1, level + 1));
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(dice.chance(0.75) ? Draw.digits(dice, digits) : Draw.upTo(dice, digits));
    }
    return numbers;
  }
}
