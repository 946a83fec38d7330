package dev.ponder.curriculum.logic;

import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.lexicon.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/// Which of some numbers is not like the others, where there is no doubt: one is odd among even
/// ones or even among odd ones, or one does not end with the digit of the others.
final class OddOnes implements Subject {
  private static final int LEVELS = 2;

  private static final Pool<String> FRAMES =
      Pool.lines(
          """
          Which number does not belong: #?
          Find the odd one out: #
          # - which one is different?
          Which of # is not like the others?
          One of # does not fit. Which?
          """);

  @Override
  public String name() {
    return "odd-ones";
  }

  @Override
  public Area area() {
    return Area.LOGIC;
  }

  @Override
  public int levels() {
    return LEVELS;
  }

  @Override
  public Exercise exercise(Dice dice, Setting setting) {
    int most = setting.levelOf(LEVELS) == 1 ? 20 : 200;
    if (dice.chance(0.6)) {
      int rest = dice.between(0, 1);
      return exercise(dice, setting.split(), most, number -> number % 2 == rest, true);
    }
    int digit = dice.any(0, 5);
    return exercise(dice, setting.split(), 5 * most, number -> number % 10 == digit, false);
  }

  private static Exercise exercise(
      Dice dice, Split split, int most, IntPredicate alike, boolean parity) {
    List<Integer> numbers = new ArrayList<>();
    int count = dice.between(4, 5);
    while (numbers.size() < count) {
      int number = dice.between(1, most);
      if (alike.test(number) == numbers.size() < count - 1 && !numbers.contains(number)) {
        numbers.add(number);
      }
    }
    String answer = Integer.toString(numbers.getLast());
    List<Integer> shown = dice.shuffled(numbers);
    String steps =
        shown.stream()
            .map(number -> number + " " + (parity ? number % 2 == 0 ? "even" : "odd" : number % 10))
            .collect(Collectors.joining("\n"));
    String listed = shown.stream().map(String::valueOf).collect(Collectors.joining(", "));
    String usual =
        parity ? alike.test(2) ? "even" : "odd" : Integer.toString(numbers.getFirst() % 10);
    return new Worked(FRAMES.any(dice, split).replace("#", listed), usual, steps, answer)
        .exercise();
  }
}
