package dev.ponder.curriculum.logic;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Answer;
import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Check;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Question;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.lexicon.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Some numbers and a target: a formula of the numbers, each used at most once, that gives it.
///
/// The thought is a search (Gandhi et al. 2024, "Stream of Search"): two of the numbers are joined,
/// what comes out is joined with the third, and so on through all ways until the target appears.
///
///     22? 3+5=8: 8+7=15 8-7=1 8*7=56
///     22? 5-3=2: 7+2=9 7-2=5 2*7=14
///     22? 3*5=15: 15+7=22 yes
///
/// Each line repeats the target, so that every result finds it close by.
///
/// Four numbers are held out: who learns sees three, and is examined by what four come to.
final class Countdown implements Subject {
  private static final int LEVELS = 3;
  private static final int LARGEST_FACTOR = 12;

  private static final Pool<String> FRAMES =
      Pool.lines(
          """
          Use # to make @. Each number at most once.
          Make @ from #, each used at most once.
          Reach @ with the numbers #.
          Combine # so that the result is @.
          How can you get @ from #?
          Find a formula for @ with #.
          With # reach @.
          Countdown: numbers #, target @.
          Write @ with #, using + - *.
          Get @ by calculating with #.
          """);

  @Override
  public String name() {
    return "countdown";
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
    int level = setting.levelOf(LEVELS);
    boolean four = level == LEVELS && setting.split() == Split.HELD_OUT;
    int largest = level == 1 ? 6 : 9;
    while (true) {
      List<Integer> numbers = new ArrayList<>();
      for (int i = 0; i < (four ? 4 : 3); i++) {
        numbers.add(dice.between(1, largest));
      }
      int target = target(dice, numbers);
      Optional<Found> found = four ? pathOfFour(numbers, target) : search(numbers, target);
      if (found.isPresent() && target > 0 && target < 100 && !numbers.contains(target)) {
        return exercise(dice, setting.split(), numbers, target, found.get());
      }
    }
  }

  /// Any value that the numbers can come to, in the order in which they stand.
  private static int target(Dice dice, List<Integer> numbers) {
    int value = numbers.getFirst();
    for (int next : numbers.subList(1, numbers.size())) {
      value = dice.any(Join.values()).value(value, next);
    }
    return value;
  }

  private static Exercise exercise(
      Dice dice, Split split, List<Integer> numbers, int target, Found found) {
    String listed =
        numbers.subList(0, numbers.size() - 1).stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", "))
            + " and "
            + numbers.getLast();
    String words =
        FRAMES.any(dice, split).replace("#", listed).replace("@", Integer.toString(target));
    return new Exercise(
        Question.of(words),
        Map.of(
            Effort.LOW, Answer.direct(found.formula()),
            Effort.MEDIUM, Answer.thought(found.path(), found.formula()),
            Effort.HIGH, Answer.thought(found.search(), found.formula())),
        reaches(numbers, target));
  }

  /// Passes a formula that comes to the target and uses no number more often than it is there.
  static Check reaches(List<Integer> numbers, int target) {
    List<Integer> there = List.copyOf(numbers);
    return reply ->
        reply.calls().isEmpty()
            && Formula.read(reply.text())
                .filter(formula -> formula.value().is(target))
                .filter(formula -> within(formula.numbers(), there))
                .isPresent();
  }

  private static boolean within(List<Integer> used, List<Integer> there) {
    List<Integer> left = new ArrayList<>(there);
    return used.stream().allMatch(left::remove);
  }

  /// What was found: all that was tried, the steps that led there, and the formula.
  private record Found(String search, String path, String formula) {}

  /// How two values are joined; the smaller is always taken from the larger.
  private enum Join {
    SUM,
    DIFFERENCE,
    PRODUCT;

    int value(int one, int other) {
      return switch (this) {
        case SUM -> one + other;
        case DIFFERENCE -> Math.abs(one - other);
        case PRODUCT -> one * other;
      };
    }
  }

  /// A value and the formula that gives it.
  private record Term(int value, String formula, Join last) {
    static Term of(int number) {
      return new Term(number, Integer.toString(number), Join.PRODUCT);
    }

    Term joined(Term other, Join join) {
      boolean turn = join == Join.DIFFERENCE && other.value > value;
      Term first = turn ? other : this;
      Term second = turn ? this : other;
      int result = join.value(value, other.value);
      return switch (join) {
        case SUM -> new Term(result, first.formula + "+" + second.formula, join);
        case DIFFERENCE -> new Term(result, first.formula + "-" + second.bracketed(), join);
        case PRODUCT -> new Term(result, first.bracketed() + "*" + second.bracketed(), join);
      };
    }

    private String bracketed() {
      return last == Join.PRODUCT ? formula : "(" + formula + ")";
    }

    String step(Term other, Join join) {
      boolean turn = join == Join.DIFFERENCE && other.value > value;
      int first = turn ? other.value : value;
      int second = turn ? value : other.value;
      String sign =
          switch (join) {
            case SUM -> "+";
            case DIFFERENCE -> "-";
            case PRODUCT -> "*";
          };
      return first + sign + second + "=" + join.value(value, other.value);
    }
  }

  private static Optional<Found> search(List<Integer> numbers, int target) {
    StringBuilder tried = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      Term one = Term.of(numbers.get(i == 2 ? 1 : 0));
      Term other = Term.of(numbers.get(i == 0 ? 1 : 2));
      Term third = Term.of(numbers.get(2 - i));
      for (Join join : Join.values()) {
        Optional<Found> found = tried(one, other, third, join, target, tried);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Found> tried(
      Term one, Term other, Term third, Join join, int target, StringBuilder tried) {
    Term pair = one.joined(other, join);
    String first = one.step(other, join);
    tried.append(target).append("? ").append(first);
    if (pair.value() == target) {
      return Optional.of(new Found(tried + " yes", first, pair.formula()));
    }
    tried.append(':');
    for (Join next : Join.values()) {
      if (next == Join.PRODUCT && pair.value() > LARGEST_FACTOR) {
        continue;
      }
      String second = pair.step(third, next);
      tried.append(' ').append(second);
      Term whole = pair.joined(third, next);
      if (whole.value() == target) {
        return Optional.of(new Found(tried + " yes", first + "\n" + second, whole.formula()));
      }
    }
    tried.append('\n');
    return Optional.empty();
  }

  /// A way in the order of the numbers, told without what was tried: it is never learned from.
  private static Optional<Found> pathOfFour(List<Integer> numbers, int target) {
    for (Join first : Join.values()) {
      Term two = Term.of(numbers.get(0)).joined(Term.of(numbers.get(1)), first);
      String step = Term.of(numbers.get(0)).step(Term.of(numbers.get(1)), first);
      for (Join second : Join.values()) {
        Term three = two.joined(Term.of(numbers.get(2)), second);
        for (Join third : Join.values()) {
          Term four = three.joined(Term.of(numbers.get(3)), third);
          if (four.value() == target) {
            String path =
                step
                    + "\n"
                    + two.step(Term.of(numbers.get(2)), second)
                    + "\n"
                    + three.step(Term.of(numbers.get(3)), third);
            return Optional.of(new Found(path, path, four.formula()));
          }
        }
      }
    }
    return Optional.empty();
  }
}
