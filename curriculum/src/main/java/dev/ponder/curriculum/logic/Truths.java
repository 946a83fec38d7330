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

/// What is true: expressions of truth values, whether a number is even, how many ones there are.
final class Truths implements Subject {
  private static final int LEVELS = 3;

  private static final Pool<String> FRAMES =
      Pool.lines(
          """
          Evaluate: #
          What is #?
          Is this true or false: #
          # is ...
          Is # true or false?
          True or false? #
          Work out #.
          Simplify #.
          What does # come to?
          Give the value of #.
          """);
  private static final Pool<String> EVEN =
      Pool.lines(
          """
          Is # even or odd?
          Is the number # even or odd?
          Even or odd: #?
          # is it odd or even?
          What is #, odd or even?
          """);
  private static final Pool<String> ONES =
      Pool.lines(
          """
          Is the number of ones in # even or odd?
          What is the parity of #?
          Does # have an even or an odd number of ones?
          Parity of the bits #?
          Ones in #: even or odd?
          """);

  @Override
  public String name() {
    return "truths";
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
    Split split = setting.split();
    int level = setting.levelOf(LEVELS);
    return switch (dice.between(0, 3)) {
      case 0 -> even(dice, split, level);
      case 1 -> ones(dice, split, level);
      default -> expression(dice, split, level);
    };
  }

  private static Exercise even(Dice dice, Split split, int level) {
    int number = dice.between(1, (int) Math.pow(10, level + 1));
    int digit = number % 10;
    String answer = digit % 2 == 0 ? "even" : "odd";
    return new Worked(
            EVEN.any(dice, split).replace("#", Integer.toString(number)),
            Integer.toString(digit),
            number + " ends with " + digit + ", " + digit + " is " + answer,
            answer)
        .exercise();
  }

  private static Exercise ones(Dice dice, Split split, int level) {
    StringBuilder bits = new StringBuilder();
    StringBuilder steps = new StringBuilder();
    int ones = 0;
    for (int i = dice.between(2 * level + 1, 2 * level + 4); i > 0; i--) {
      int bit = dice.between(0, 1);
      bits.append(bit);
      ones += bit;
      steps.append(steps.isEmpty() ? "" : " ").append(bit).append(':').append(ones % 2);
    }
    String answer = ones % 2 == 0 ? "even" : "odd";
    return new Worked(
            ONES.any(dice, split).replace("#", bits),
            Integer.toString(ones),
            steps.toString(),
            answer)
        .exercise();
  }

  /// An expression, and the lines to which it is reduced, the value last.
  private record Reduced(String written, boolean value, List<String> lines) {}

  private static Exercise expression(Dice dice, Split split, int level) {
    Reduced reduced = reduced(expression(dice, dice.between(level, level + 1)));
    List<String> lines = reduced.lines();
    String answer = Boolean.toString(reduced.value());
    return new Worked(
            FRAMES.any(dice, split).replace("#", reduced.written()),
            lines.size() < 2 ? answer : lines.get(lines.size() - 2),
            String.join("\n", lines),
            answer)
        .exercise();
  }

  private static String expression(Dice dice, int operators) {
    if (operators == 0) {
      return dice.any("true", "false");
    }
    if (dice.chance(0.3)) {
      return "not " + enclosed(expression(dice, operators - 1));
    }
    int left = dice.between(0, operators - 1);
    return enclosed(expression(dice, left))
        + dice.any(" and ", " or ")
        + enclosed(expression(dice, operators - 1 - left));
  }

  private static String enclosed(String expression) {
    return expression.contains(" ") ? "(" + expression + ")" : expression;
  }

  /// Replaces, one after the other, the first part that can be looked up.
  private static Reduced reduced(String expression) {
    List<String> lines = new ArrayList<>();
    String now = expression;
    while (now.contains(" ")) {
      String next = once(now);
      lines.add(next);
      now = next;
    }
    return new Reduced(expression, Boolean.parseBoolean(now), lines);
  }

  private static String once(String expression) {
    int close = expression.indexOf(')');
    int open = close < 0 ? -1 : expression.lastIndexOf('(', close);
    String inner = close < 0 ? expression : expression.substring(open + 1, close);
    String value = Boolean.toString(value(inner));
    return close < 0
        ? value
        : expression.substring(0, open) + value + expression.substring(close + 1);
  }

  /// The value of one operator and its truth values.
  private static boolean value(String operation) {
    List<String> words = List.of(operation.split(" "));
    if (words.size() == 2) {
      return words.getLast().equals("false");
    }
    boolean left = Boolean.parseBoolean(words.getFirst());
    boolean right = Boolean.parseBoolean(words.getLast());
    return words.get(1).equals("and") ? left && right : left || right;
  }
}
