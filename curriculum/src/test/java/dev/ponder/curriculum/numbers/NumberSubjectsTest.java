package dev.ponder.curriculum.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.Python;
import dev.ponder.curriculum.Reply;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.Tooling;
import dev.ponder.curriculum.working.Phrasings;
import dev.ponder.curriculum.working.Properties;
import dev.ponder.curriculum.working.Replayer;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberSubjectsTest {
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  static List<Subject> subjects() {
    return NumberSubjects.all();
  }

  private static Subject named(String name) {
    return NumberSubjects.all().stream()
        .filter(subject -> subject.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void exercisesHoldWhateverTheDice(Subject subject) {
    Properties.hold(subject, 120);
  }

  static List<Phrasings> phrasings() {
    return List.of(
        Addition.TWO,
        Addition.SEVERAL,
        Subtraction.PHRASINGS,
        Multiplication.PHRASINGS,
        Division.PHRASINGS,
        Division.WITH_REMAINDER,
        Expressions.PHRASINGS,
        Averages.LEAST,
        Averages.GREATEST,
        Averages.MEAN,
        Averages.MEDIAN,
        Powers.SQUARES,
        Powers.POWERS,
        Fractions.SIMPLIFY,
        Fractions.COMBINE);
  }

  @ParameterizedTest
  @MethodSource("phrasings")
  void whatIsHeldOutIsNeverLearned(Phrasings phrasings) {
    Properties.apart(phrasings, Arrays.asList(Language.values()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"addition", "subtraction", "multiplication", "division"})
  void theAnswerFollowsFromTheNumbersOfTheQuestion(String name) {
    Subject subject = named(name);
    Properties.each(
        subject,
        200,
        (setting, exercise) -> {
          if (setting.tooling() == Tooling.PYTHON) {
            return;
          }
          String thought = Properties.text(exercise.answer(Effort.MEDIUM));
          String header = thought.substring(0, thought.indexOf('|'));
          assertThat(numbers(header))
              .containsExactlyInAnyOrderElementsOf(numbers(Properties.question(exercise)));
          String result = oracle(header);
          assertThat(Replayer.replay(thought, false)).containsExactly(result);
          String answer = exercise.answer(Effort.LOW).text();
          assertThat(answer.replaceAll("\\D+(?=\\d)", "r"))
              .isIn(result, result.replace("-", "r"), result.replaceAll("r0$", ""));
        });
  }

  private static List<String> numbers(String text) {
    return NUMBER.matcher(text).results().map(MatchResult::group).toList();
  }

  private static String oracle(String header) {
    List<BigInteger> numbers = numbers(header).stream().map(BigInteger::new).toList();
    BigInteger first = numbers.getFirst();
    BigInteger last = numbers.getLast();
    if (header.contains("+")) {
      return numbers.stream().reduce(BigInteger.ZERO, BigInteger::add).toString();
    }
    if (header.contains("-")) {
      return first.subtract(last).toString();
    }
    return header.contains("*")
        ? first.multiply(last).toString()
        : first.divide(last) + "r" + first.mod(last);
  }

  @ParameterizedTest
  @ValueSource(strings = {"addition", "subtraction", "multiplication", "division"})
  void laterLevelsAreHarder(String name) {
    Subject subject = named(name);
    assertThat(Properties.meanLength(subject, 3)).isGreaterThan(Properties.meanLength(subject, 1));
    assertThat(Properties.meanLength(subject, 5)).isGreaterThan(Properties.meanLength(subject, 2));
  }

  @Test
  void smallSumsAreAnsweredAtOnceThoughThereIsATool() {
    Setting easy = new Setting(1, Split.TRAINING, Language.ENGLISH, Tooling.PYTHON);
    Setting hard = new Setting(3, Split.TRAINING, Language.ENGLISH, Tooling.PYTHON);
    for (int i = 0; i < 50; i++) {
      Exercise small = named("addition").exercise(Dice.of(i), easy);
      assertThat(small.question().tools()).isEqualTo(Python.TOOLS);
      assertThat(small.answer(Effort.LOW).calls()).isEmpty();
      Exercise large = named("addition").exercise(Dice.of(i), hard);
      assertThat(large.question().conversation().items().size() > 1)
          .isEqualTo(large.answer(Effort.HIGH).calls().isEmpty());
    }
  }

  @Test
  void theResultOfTheToolIsTheAnswer() {
    Setting setting = new Setting(5, Split.TRAINING, Language.ENGLISH, Tooling.PYTHON);
    for (int i = 0; i < 50; i++) {
      Exercise exercise = named("multiplication").exercise(Dice.of(i), setting);
      List<Item> items = exercise.question().conversation().items();
      if (items.size() > 1) {
        assertThat(exercise.answer(Effort.LOW).text()).isEqualTo(items.getLast().text());
      } else {
        String code = Python.code(new Reply("", exercise.answer(Effort.LOW).calls())).orElseThrow();
        assertThat(numbers(code))
            .containsExactlyInAnyOrderElementsOf(numbers(Properties.question(exercise)));
      }
    }
  }

  @Test
  void precedenceAndBracketsAreKept() {
    Expression sum = new Expression.Joined(new Expression.Number(7), '-', new Expression.Number(2));
    Expression product = new Expression.Joined(new Expression.Number(3), '*', sum);
    assertThat(product.text()).isEqualTo("3*(7-2)");
    assertThat(product.result()).contains(15L);
    assertThat(new Expression.Joined(new Expression.Number(9), '-', sum).text())
        .isEqualTo("9-(7-2)");
    assertThat(new Expression.Joined(sum, '-', new Expression.Number(1)).text()).isEqualTo("7-2-1");
  }
}
