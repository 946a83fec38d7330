package dev.ponder.curriculum.structure;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Effort;
import dev.ponder.core.Json;
import dev.ponder.curriculum.Answer;
import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Question;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.lexicon.Pool;
import dev.ponder.curriculum.working.Working;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Small sums whose result is wanted as JSON: `{"answer":42}`.
final class JsonAnswers implements Subject {
  private static final int LEVELS = 2;

  private static final Pool<String> KEYS =
      Pool.words("answer result value number output total solution x response outcome");

  private static final Pool<String> SUMS =
      Pool.lines(
          """
          What is # + @?
          # + @
          Add # and @.
          How much is # plus @?
          Tell me the total of # and @.
          Calculate # + @.
          What do # and @ make?
          """);
  private static final Pool<String> DIFFERENCES =
      Pool.lines(
          """
          What is # - @?
          # - @
          Subtract @ from #.
          How much is # minus @?
          Take @ away from #.
          Calculate # - @.
          """);
  private static final Pool<String> PRODUCTS =
      Pool.lines(
          """
          What is # * @?
          # * @
          Multiply # by @.
          How much is # times @?
          What do you get for # times @?
          Calculate # * @.
          """);

  private static final Pool<String> LARGEST =
      Pool.lines(
          """
          Which is the largest of #?
          What is the greatest number of #?
          # - which is the largest?
          Pick the biggest of #.
          Choose the highest of #.
          """);
  private static final Pool<String> SMALLEST =
      Pool.lines(
          """
          Which is the smallest of #?
          What is the least number of #?
          # - which is the smallest?
          Pick the tiniest of #.
          Choose the lowest of #.
          """);

  /// `%` is the key.
  private static final Pool<String> WISHES =
      Pool.lines(
          """
          Answer as JSON with the key %.
          Give the result as JSON: {"%": ...}
          Reply with {"%": number}.
          Answer in JSON, key %.
          Put it into a JSON object under "%".
          JSON with the key "%", please.
          """);

  @Override
  public String name() {
    return "json-answers";
  }

  @Override
  public Area area() {
    return Area.JSON;
  }

  @Override
  public int levels() {
    return LEVELS;
  }

  /// A calculation: how it is asked for and how it is worked out at each effort.
  private record Task(String words, Function<Effort, Working> worked) {}

  @Override
  public Exercise exercise(Dice dice, Setting setting) {
    int level = setting.levelOf(LEVELS);
    Split split = setting.split();
    if (dice.chance(0.25)) {
      return chosen(dice, split);
    }
    Task task = task(dice, split, level == 1 ? 10 : 99);
    String key = KEYS.any(dice, split);
    Json.Obj value = Json.object().put(key, task.worked().apply(Effort.HIGH).result()).build();
    Map<Effort, Answer> answers = new EnumMap<>(Effort.class);
    for (Effort effort : Effort.values()) {
      String thought = task.worked().apply(effort).text();
      answers.put(
          effort,
          thought.isEmpty() ? Answer.direct(value.text()) : Answer.thought(thought, value.text()));
    }
    return new Exercise(
        question(dice, split, task.words(), Map.of(key, new Kind.Whole(0, 0).schema())),
        answers,
        Values.json(value));
  }

  private static Task task(Dice dice, Split split, int most) {
    int one = dice.between(0, most);
    int other = dice.between(0, most);
    return switch (dice.between(0, 2)) {
      case 0 ->
          new Task(
              filled(SUMS.any(dice, split), one, other), effort -> Working.add(effort, one, other));
      case 1 -> {
        int larger = Math.max(one, other);
        int smaller = Math.min(one, other);
        yield new Task(
            filled(DIFFERENCES.any(dice, split), larger, smaller),
            effort -> Working.subtract(effort, larger, smaller));
      }
      default -> {
        int digit = Math.min(one, dice.between(2, 9));
        yield new Task(
            filled(PRODUCTS.any(dice, split), other, digit),
            effort -> Working.multiply(effort, other, digit));
      }
    };
  }

  private static String filled(String frame, int one, int other) {
    return frame.replace("#", Integer.toString(one)).replace("@", Integer.toString(other));
  }

  private static Question question(
      Dice dice, Split split, String words, Map<String, Json.Obj> members) {
    if (dice.chance(0.5)) {
      Question plain = Question.of(words);
      return new Question(
          plain.conversation(), plain.tools(), Shapes.schema(dice, "answer", members));
    }
    String key = members.keySet().iterator().next();
    Question told = Question.of(words + " " + WISHES.any(dice, split).replace("%", key));
    return dice.chance(0.7)
        ? told
        : new Question(told.conversation(), told.tools(), new AnswerFormat.AnyObject());
  }

  /// The largest or the smallest of some numbers.
  private static Exercise chosen(Dice dice, Split split) {
    List<Integer> numbers = dice.some(dice.between(2, 4), IntStream.range(1, 100).boxed().toList());
    boolean largest = dice.chance(0.5);
    int[] sorted = numbers.stream().mapToInt(Integer::intValue).sorted().toArray();
    int result = largest ? sorted[sorted.length - 1] : sorted[0];
    String key = KEYS.any(dice, split);
    Json.Obj value = Json.object().put(key, result).build();
    String listed = numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    String words = (largest ? LARGEST : SMALLEST).any(dice, split).replace("#", listed);
    String thought =
        Arrays.stream(sorted).mapToObj(String::valueOf).collect(Collectors.joining("<"));
    return new Exercise(
        question(dice, split, words, Map.of(key, new Kind.Whole(0, 0).schema())),
        Map.of(
            Effort.LOW, Answer.direct(value.text()),
            Effort.MEDIUM, Answer.thought(Integer.toString(result), value.text()),
            Effort.HIGH, Answer.thought(thought, value.text())),
        Values.json(value));
  }
}
