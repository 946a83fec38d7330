package dev.ponder.curriculum.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.curriculum.Answer;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.Reply;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Tooling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StructureTest {
  private static final Setting HARD = Setting.plain(3, Split.TRAINING);

  private static boolean passes(Exercise exercise, String text) {
    return exercise.check().passes(new Reply(text, List.of()));
  }

  @Test
  void keysOfTheTwoPartsDiffer() {
    Set<String> training = names(Split.TRAINING);
    Set<String> heldOut = names(Split.HELD_OUT);
    assertThat(training).hasSizeGreaterThanOrEqualTo(100).doesNotContainAnyElementsOf(heldOut);
    assertThat(heldOut).hasSizeGreaterThanOrEqualTo(30);
  }

  private static Set<String> names(Split split) {
    return Keys.all(split).stream().map(Key::name).collect(Collectors.toSet());
  }

  @Test
  void functionsOfTheTwoPartsDiffer() {
    for (Function<FunctionKind, List<String>> words :
        List.<Function<FunctionKind, List<String>>>of(
            FunctionKind::names, FunctionKind::descriptions, FunctionKind::requests)) {
      assertThat(words(Split.TRAINING, words))
          .doesNotContainAnyElementsOf(words(Split.HELD_OUT, words));
    }
    assertThat(FunctionKind.of(Split.TRAINING)).hasSizeGreaterThanOrEqualTo(55);
    assertThat(FunctionKind.of(Split.HELD_OUT)).hasSize(15);
  }

  private static Set<String> words(Split split, Function<FunctionKind, List<String>> words) {
    return FunctionKind.of(split).stream()
        .flatMap(kind -> words.apply(kind).stream())
        .collect(Collectors.toSet());
  }

  @Test
  void everyFunctionCanBeAskedForCompletely() {
    for (Split split : Split.values()) {
      for (FunctionKind kind : FunctionKind.of(split)) {
        Offer offer = Offer.of(kind, Dice.of(1), split);
        for (int i = 0; i < 20; i++) {
          Offer.Wish wish = offer.wish(Dice.of(2, i), split, true);
          assertThat(wish.missing()).as(kind.names().getFirst()).isEmpty();
          assertThat(wish.words()).doesNotContain("{").doesNotContain("}");
        }
      }
    }
  }

  @Test
  void jsonIsComparedByWhatItSays() {
    Exercise exercise = extraction();
    Json.Obj right = (Json.Obj) Json.parse(exercise.answer(Effort.LOW).text());
    List<String> names = new ArrayList<>(right.members().keySet());
    Json.Builder turned = Json.object();
    names.reversed().forEach(name -> turned.put(name, right.member(name).orElseThrow()));
    assertThat(passes(exercise, turned.build().text())).isTrue();
    assertThat(passes(exercise, "\n " + right.text().replace(":", ": ") + "\n")).isTrue();
    assertThat(passes(exercise, right.text().replaceFirst("\":", "x\":"))).isFalse();
    assertThat(passes(exercise, turned.put("more", 1).build().text())).isFalse();
    assertThat(passes(exercise, "{}")).isFalse();
  }

  /// One without colons or numbers in its values, so that it can be respelled by its text.
  private static Exercise extraction() {
    for (int i = 0; ; i++) {
      Exercise exercise = new JsonExtraction().exercise(Dice.of(9, i), HARD);
      if (exercise.answer(Effort.LOW).text().matches("\\{(\"[a-z_]+\":\"[A-Za-z]+\",?){4,}\\}")) {
        return exercise;
      }
    }
  }

  @Test
  void numbersAreComparedByValue() {
    assertThat(Values.equal(Json.parse("[1.50,2]"), Json.parse("[15e-1,2.0]"))).isTrue();
    assertThat(Values.equal(Json.parse("[1,2]"), Json.parse("[2,1]"))).isFalse();
    assertThat(Values.equal(Json.parse("1e99999999999"), Json.parse("1"))).isFalse();
    assertThat(Values.equal(Json.parse("\"1\""), Json.parse("1"))).isFalse();
  }

  @Test
  void callsAreComparedInAnyOrder() {
    Exercise exercise = twoCalls();
    List<Item.ToolCall> calls = exercise.answer(Effort.HIGH).calls();
    assertThat(exercise.check().passes(new Reply("", calls.reversed()))).isTrue();
    assertThat(exercise.check().passes(new Reply("", calls.subList(0, 1)))).isFalse();
    List<Item.ToolCall> repeated = List.of(calls.getFirst(), calls.getFirst());
    assertThat(exercise.check().passes(new Reply("", repeated))).isFalse();
  }

  private static Exercise twoCalls() {
    for (int i = 0; ; i++) {
      Exercise exercise = new FunctionCalls().exercise(Dice.of(6, i), HARD);
      List<Item.ToolCall> calls = exercise.answer(Effort.HIGH).calls();
      if (calls.size() == 2 && !calls.getFirst().arguments().equals(calls.getLast().arguments())) {
        return exercise;
      }
    }
  }

  @Test
  void functionCallsHaveAllTheirOutcomes() {
    Set<String> outcomes = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      Answer answer = new FunctionCalls().exercise(Dice.of(7, i), HARD).answer(Effort.LOW);
      outcomes.add(
          answer.calls().isEmpty()
              ? answer.text().replaceAll("\".*\"", "…")
              : answer.calls().size() + " calls");
    }
    assertThat(outcomes)
        .contains("1 calls", "2 calls", FunctionCalls.NONE_FITS, "Please give me a value for ….");
  }

  @Test
  void whatIsExtractedStandsInTheText() {
    for (int i = 0; i < 500; i++) {
      Exercise exercise = new JsonExtraction().exercise(Dice.of(8, i), HARD);
      String text = exercise.question().conversation().items().getLast().text();
      for (Json value :
          ((Json.Obj) Json.parse(exercise.answer(Effort.LOW).text())).members().values()) {
        if (value instanceof Json.Str(String words)) {
          assertThat(text).contains(words);
        } else if (value instanceof Json.Num(String literal)) {
          assertThat(text).contains(literal);
        }
      }
    }
  }

  @Test
  void schemasHaveOneToSixKeys() {
    for (int i = 0; i < 300; i++) {
      Exercise exercise =
          new JsonExtraction().exercise(Dice.of(12, i), Setting.plain(1 + i % 3, Split.HELD_OUT));
      if (exercise.question().format() instanceof AnswerFormat.Schema schema) {
        Json properties = ((Json.Obj) schema.schema()).member("properties").orElseThrow();
        assertThat(((Json.Obj) properties).members()).hasSizeBetween(1, 6);
      }
    }
  }

  @Test
  void pythonCodePrintsWhatIsSaid() {
    Setting python = new Setting(2, Split.TRAINING, Language.ENGLISH, Tooling.PYTHON);
    for (int i = 0; i < 300; i++) {
      CodeTask task = CodeTask.any(Dice.of(13, i), Split.TRAINING, 1 + i % 3);
      assertThat(task.code()).contains("print(").endsWith(")");
      assertThat(task.printed()).isNotBlank().doesNotContain("\n");
      assertThat(task.words()).doesNotContain("@").doesNotContain("%");
      Exercise exercise = new PythonCode().exercise(Dice.of(13, i), python);
      assertThat(exercise.question().tools().offered()).hasSize(1);
    }
  }
}
