package dev.ponder.curriculum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/// What holds for every subject.
class CurriculumTest {
  private static final int EACH = 5;
  private static final int LONGEST = 2_400;

  private record Made(Subject subject, Setting setting, Exercise exercise) {
    @Override
    public String toString() {
      return subject.name() + " " + setting;
    }
  }

  private static final List<Made> MADE = made();

  private static List<Made> made() {
    List<Made> made = new ArrayList<>();
    for (Subject subject : Curriculum.subjects()) {
      for (Setting setting : settings(subject)) {
        for (int i = 0; i < EACH; i++) {
          made.add(new Made(subject, setting, subject.exercise(Dice.of(11, i), setting)));
        }
      }
    }
    return made;
  }

  private static void forAll(BiConsumer<Made, Exercise> property) {
    MADE.forEach(made -> property.accept(made, made.exercise()));
  }

  private static List<Setting> settings(Subject subject) {
    List<Setting> settings = new ArrayList<>();
    for (int level = 1; level <= subject.levels(); level++) {
      for (Split split : Split.values()) {
        for (Language language : subject.languages()) {
          for (Tooling tooling : subject.toolings()) {
            settings.add(new Setting(level, split, language, tooling));
          }
        }
      }
    }
    return settings;
  }

  private static Reply reply(Answer answer) {
    return new Reply(answer.text(), answer.calls());
  }

  @Test
  void subjectsHaveNamesOfTheirOwn() {
    assertThat(Curriculum.subjects())
        .extracting(Subject::name)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z0-9]+(-[a-z0-9]+)*"));
  }

  @Test
  void everyAnswerPassesItsCheck() {
    forAll((place, exercise) -> {
      for (Effort effort : Effort.values()) {
        assertThat(exercise.check().passes(reply(exercise.answer(effort))))
            .as("%s", place)
            .isTrue();
      }
    });
  }

  @Test
  void anythingElseFailsAndNothingIsThrown() {
    List<String> texts =
        List.of("", " ", "\"", "{", "((((", "= 1", "nothing of the kind", "1e999999999");
    Item.ToolCall foreign = new Item.ToolCall("call_0", "nobody_offers_this", "{}");
    Item.ToolCall broken = new Item.ToolCall("call_0", "python", "{\"code\":");
    forAll((place, exercise) -> {
      for (String text : texts) {
        assertThat(exercise.check().passes(new Reply(text, List.of()))).as("%s", place).isFalse();
      }
      String right = exercise.answer(Effort.LOW).text();
      for (Item.ToolCall call : List.of(foreign, broken)) {
        Reply called = new Reply(right, List.of(call));
        assertThat(exercise.check().passes(called)).as("%s", place).isFalse();
      }
    });
  }

  @Test
  void theSameDiceMakeTheSameExercise() {
    for (Subject subject : Curriculum.subjects()) {
      for (Setting setting : settings(subject)) {
        Exercise one = subject.exercise(Dice.of(5, 8), setting);
        Exercise other = subject.exercise(Dice.of(5, 8), setting);
        assertThat(one.question()).isEqualTo(other.question());
        assertThat(one.answers()).isEqualTo(other.answers());
      }
    }
  }

  @Test
  void exercisesAreShort() {
    forAll((place, exercise) -> {
      int said =
          exercise.question().conversation().items().stream()
              .mapToInt(item -> item.text().length())
              .sum();
      for (Effort effort : Effort.values()) {
        Answer answer = exercise.answer(effort);
        int thought = answer.thought().stream().mapToInt(one -> one.text().length()).sum();
        int called = answer.calls().stream().mapToInt(one -> one.text().length()).sum();
        assertThat(said + thought + called + answer.text().length())
            .as("%s", place)
            .isLessThan(LONGEST);
      }
    });
  }

  @Test
  void callsNameAnOfferedToolAndHaveWhatItRequires() {
    forAll((place, exercise) -> {
      for (Effort effort : Effort.values()) {
        for (Item.ToolCall call : exercise.answer(effort).calls()) {
          assertCallable(place, exercise.question(), call);
        }
      }
    });
  }

  private static void assertCallable(Made place, Question question, Item.ToolCall call) {
    Optional<Tool> named =
        question.tools().offered().stream()
            .filter(tool -> tool.name().equals(call.name()))
            .findFirst();
    assertThat(named).as("%s", place).isPresent();
    Json schema = ((Tool.Function) named.orElseThrow()).parameters().orElseThrow();
    assertThat(Schemas.complaint(schema, Json.parse(call.arguments()))).as("%s", place).isEmpty();
  }

  @Test
  void answersByASchemaSatisfyIt() {
    forAll((place, exercise) -> {
      for (Effort effort : Effort.values()) {
        String text = exercise.answer(effort).text();
        switch (exercise.question().format()) {
          case AnswerFormat.Text() -> {}
          case AnswerFormat.AnyObject() ->
              assertThat(Json.parse(text)).as("%s", place).isInstanceOf(Json.Obj.class);
          case AnswerFormat.Schema schema ->
              assertThat(Schemas.complaint(schema.schema(), Json.parse(text)))
                  .as("%s", place)
                  .isEmpty();
        }
      }
    });
  }

  @Test
  void levelsThatASubjectDoesNotHaveAreRefused() {
    for (Subject subject : Curriculum.subjects()) {
      Tooling tooling = subject.toolings().iterator().next();
      for (int level : new int[] {0, subject.levels() + 1}) {
        Setting none = new Setting(level, Split.TRAINING, Language.ENGLISH, tooling);
        assertThatThrownBy(() -> subject.exercise(Dice.of(1), none))
            .as(subject.name())
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }
}
