package dev.ponder.curriculum.talk;

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
import dev.ponder.curriculum.lexicon.Words;
import dev.ponder.curriculum.working.Working;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/// What somebody says after an answer: to go on from its number, to correct the question, or to ask
/// what was said before.
final class TwoTurns implements Subject {
  private static final int LEVELS = 2;

  static final Pool<String> FIRST =
      Pool.lines(
          """
          What is # + @?
          # + @
          Add # and @.
          # plus @
          How much are # and @ together?
          # + @ = ?
          Please add # and @.
          Calculate # + @.
          Sum of # and @?
          What do you get for # plus @?
          """);
  private static final Pool<String> MORE =
      Pool.lines(
          """
          and plus #?
          Now add #.
          plus #
          Add # to that.
          And # more?
          Add # more.
          + #
          And if you add #?
          Then add #, please.
          Increase it by #.
          """);
  private static final Pool<String> LESS =
      Pool.lines(
          """
          and minus #?
          Now subtract #.
          minus #
          Take away # from that.
          And # less?
          Subtract # from it.
          - #
          And if you take # away?
          Then subtract #, please.
          Decrease it by #.
          """);
  private static final Pool<String> TIMES =
      Pool.lines(
          """
          and times #?
          Now multiply by #.
          times #
          Multiply that by #.
          And # times as much?
          * #
          And if you multiply it by #?
          Then multiply by #, please.
          That times #?
          Take it # times.
          """);
  private static final Pool<String> CORRECTIONS =
      Pool.lines(
          """
          No, I meant # + @.
          Sorry, # + @.
          I meant # plus @.
          Wait, it should be # + @.
          Not that: # + @.
          Correction: # + @
          """);

  private static final Pool<String> NAMES =
      Pool.lines(
          """
          My name is #.
          I am #.
          Hello, my name is #.
          Hi, I'm #.
          They call me #.
          Call me #.
          """);
  static final Pool<String> WHO =
      Pool.lines(
          """
          What is my name?
          Do you remember my name?
          Who am I?
          Tell me my name.
          How am I called?
          What was my name?
          """);
  private static final Pool<String> NUMBERS =
      Pool.lines(
          """
          Remember the number #.
          My number is #.
          Keep # in mind.
          Note the number #.
          Please memorize #.
          My lucky number is #.
          """);
  private static final Pool<String> WHICH =
      Pool.lines(
          """
          What was the number?
          Which number did I tell you?
          What is my number?
          Tell me the number.
          Which number was it?
          Do you remember the number?
          """);

  @Override
  public String name() {
    return "two-turns";
  }

  @Override
  public Area area() {
    return Area.CHAT;
  }

  @Override
  public int levels() {
    return LEVELS;
  }

  @Override
  public Exercise exercise(Dice dice, Setting setting) {
    Split split = setting.split();
    int most = setting.levelOf(LEVELS) == 1 ? 12 : 99;
    return switch (dice.between(0, 4)) {
      case 0 -> name(dice, split);
      case 1 -> number(dice, split);
      case 2 -> corrected(dice, split, most);
      default -> continued(dice, split, most);
    };
  }

  private static Exercise continued(Dice dice, Split split, int most) {
    int one = dice.between(0, most);
    int other = dice.between(0, most);
    int sum = one + other;
    int more = dice.between(1, Math.min(most, 50));
    int less = dice.between(0, sum);
    int times = dice.between(2, 9);
    Question first = Question.of(filled(FIRST.any(dice, split), one, other));
    String answer = Integer.toString(sum);
    return switch (dice.between(0, 2)) {
      case 0 ->
          worked(
              first.after(answer, filled(MORE.any(dice, split), more, 0)),
              effort -> Working.add(effort, sum, more));
      case 1 ->
          worked(
              first.after(answer, filled(LESS.any(dice, split), less, 0)),
              effort -> Working.subtract(effort, sum, less));
      default ->
          worked(
              first.after(answer, filled(TIMES.any(dice, split), times, 0)),
              effort -> Working.multiply(effort, sum, times));
    };
  }

  private static Exercise corrected(Dice dice, Split split, int most) {
    int one = dice.between(0, most);
    int other = dice.between(0, most);
    int changed = dice.between(0, most);
    Question first = Question.of(filled(FIRST.any(dice, split), one, other));
    String correction = filled(CORRECTIONS.any(dice, split), one, changed);
    return worked(
        first.after(Integer.toString(one + other), correction),
        effort -> Working.add(effort, one, changed));
  }

  static String filled(String frame, int one, int other) {
    return frame.replace("#", Integer.toString(one)).replace("@", Integer.toString(other));
  }

  private static Exercise worked(Question question, Function<Effort, Working> working) {
    Map<Effort, Answer> answers = new EnumMap<>(Effort.class);
    String result = Long.toString(working.apply(Effort.LOW).result());
    for (Effort effort : Effort.values()) {
      String thought = working.apply(effort).text();
      answers.put(
          effort, thought.isEmpty() ? Answer.direct(result) : Answer.thought(thought, result));
    }
    return new Exercise(question, answers, Check.text(result));
  }

  private static Exercise name(Dice dice, Split split) {
    String name = Words.person(dice, split);
    Question first = Question.of(NAMES.any(dice, split).replace("#", name));
    String greeting = "Hello " + name + "!";
    if (dice.chance(0.3)) {
      return Exercise.of(first, Answer.direct(greeting), SmallTalk.says(name));
    }
    Question question = first.after(greeting, WHO.any(dice, split));
    return Exercise.of(question, Answer.direct("Your name is " + name + "."), SmallTalk.says(name));
  }

  private static Exercise number(Dice dice, Split split) {
    String number = Integer.toString(dice.between(0, 9999));
    Question first = Question.of(NUMBERS.any(dice, split).replace("#", number));
    String promise = "I will remember " + number + ".";
    if (dice.chance(0.3)) {
      return Exercise.of(first, Answer.direct(promise), SmallTalk.says(number));
    }
    Question question = first.after(promise, WHICH.any(dice, split));
    return Exercise.of(question, Answer.direct(number), Check.text(number));
  }
}
