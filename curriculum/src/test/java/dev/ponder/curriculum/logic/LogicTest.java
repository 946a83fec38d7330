package dev.ponder.curriculum.logic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.curriculum.Answer;
import dev.ponder.curriculum.Check;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Reply;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Split;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogicTest {
  private static final Pattern STEP = Pattern.compile("(\\d+)([-+*])(\\d+)=(\\d+)");

  private static Reply said(String text) {
    return new Reply(text, List.of());
  }

  @ParameterizedTest
  @CsvSource({"3*5+7,22", "(8-5)*2,6", "8/(3-8/3),24", "' 7 - ( 2 - 1 ) ',6", "2+2=4,4", "5,5"})
  void formulasAreRead(String text, int value) {
    assertThat(Formula.read(text))
        .hasValueSatisfying(formula -> assertThat(formula.value().is(value)).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "3+", "(3", "3)", "3x5", "4/(2-2)", "--3", "3 5+", "9999999999", "=5"})
  void whatIsNoFormulaIsNotRead(String text) {
    assertThat(Formula.read(text).filter(formula -> formula.numbers().size() == 2)).isEmpty();
    assertThat(Formula.read("(".repeat(100_000))).isEmpty();
    assertThat(Formula.read("=  ".repeat(100_000))).isEmpty();
  }

  @Test
  void countdownAcceptsAnyFormulaThatKeepsTheRules() {
    Check check = Countdown.reaches(List.of(3, 5, 7), 22);
    assertThat(check.passes(said("7+5*3"))).isTrue();
    assertThat(check.passes(said("3*5+7 = 22"))).isTrue();
    assertThat(check.passes(said("3*5+7 = 23"))).isFalse();
    assertThat(check.passes(said("5+5+5+7"))).isFalse();
    assertThat(check.passes(said("22"))).isFalse();
    assertThat(check.passes(said("3*7+5"))).isFalse();
    Item.ToolCall call = new Item.ToolCall("call_0", "python", "{}");
    assertThat(check.passes(new Reply("7+5*3", List.of(call)))).isFalse();
  }

  @Test
  void everyStepOfASearchIsRight() {
    for (int i = 0; i < 500; i++) {
      Exercise exercise = new Countdown().exercise(Dice.of(1, i), Setting.plain(3, Split.TRAINING));
      String thought = exercise.answer(Effort.HIGH).thought().getFirst().text();
      assertThat(thought).endsWith(" yes");
      Matcher step = STEP.matcher(thought);
      while (step.find()) {
        int one = Integer.parseInt(step.group(1));
        int other = Integer.parseInt(step.group(3));
        int result =
            switch (step.group(2)) {
              case "+" -> one + other;
              case "-" -> one - other;
              default -> one * other;
            };
        assertThat(Integer.parseInt(step.group(4))).as(thought).isEqualTo(result);
      }
    }
  }

  @Test
  void fourNumbersAreHeldOut() {
    for (int i = 0; i < 50; i++) {
      assertThat(numbers(Split.TRAINING, i)).isEqualTo(3);
      assertThat(numbers(Split.HELD_OUT, i)).isEqualTo(4);
    }
  }

  /// How many numbers a question of the highest level gives, the target aside.
  private static int numbers(Split split, int i) {
    Exercise exercise = new Countdown().exercise(Dice.of(2, i), Setting.plain(3, split));
    String words = exercise.question().conversation().items().getFirst().text();
    return words.replaceAll("[^0-9]+", " ").strip().split(" ").length - 1;
  }

  @Test
  void ordersFollowFromTheComparisons() {
    for (int i = 0; i < 300; i++) {
      Exercise exercise = new Orders().exercise(Dice.of(3, i), Setting.plain(3, Split.HELD_OUT));
      Answer answer = exercise.answer(Effort.HIGH);
      String[] lines = answer.thought().getFirst().text().split("\n");
      List<String> chain = List.of(lines[lines.length - 1].split(">"));
      assertThat(chain).hasSize(5).doesNotHaveDuplicates();
      for (String relation : lines[0].split(" ")) {
        List<String> two = List.of(relation.split(">"));
        assertThat(chain.indexOf(two.getLast()) - chain.indexOf(two.getFirst())).isEqualTo(1);
      }
      assertThat(List.of(answer.text().split(", "))).isSubsetOf(chain);
    }
  }

  @Test
  void expressionsAreReducedToTheirValue() {
    for (int i = 0; i < 300; i++) {
      Answer answer =
          new Truths()
              .exercise(Dice.of(4, i), Setting.plain(3, Split.TRAINING))
              .answer(Effort.HIGH);
      assertThat(answer.text()).isIn("true", "false", "even", "odd");
      assertThat(answer.thought().getFirst().text()).isNotBlank();
    }
  }

  @Test
  void oddOnesAreAlone() {
    for (int i = 0; i < 300; i++) {
      Answer answer =
          new OddOnes()
              .exercise(Dice.of(5, i), Setting.plain(2, Split.TRAINING))
              .answer(Effort.HIGH);
      List<String> lines = answer.thought().getFirst().text().lines().toList();
      String kind =
          lines.stream()
              .filter(line -> line.startsWith(answer.text() + " "))
              .map(line -> line.split(" ")[1])
              .findFirst()
              .orElseThrow();
      assertThat(lines.stream().filter(line -> line.endsWith(" " + kind))).hasSize(1);
      assertThat(lines.stream().map(line -> line.split(" ")[1]).distinct()).hasSize(2);
    }
  }
}
