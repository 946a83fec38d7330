package dev.ponder.curriculum.working;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Answer;
import dev.ponder.curriculum.Answer.Thought;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.Reply;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.Tooling;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/// What must hold for each subject of problems in one message.
public final class Properties {
  private static final int LONGEST = 400;

  private Properties() {}

  /// Hands over that many exercises of every level, in all languages, splits and toolings.
  public static void each(Subject subject, int count, BiConsumer<Setting, Exercise> use) {
    for (int level = 1; level <= subject.levels(); level++) {
      for (int i = 0; i < count; i++) {
        Dice dice = Dice.of(7, level, i);
        Setting setting =
            new Setting(
                level,
                dice.any(Split.values()),
                dice.any(new ArrayList<>(subject.languages())),
                dice.any(new ArrayList<>(subject.toolings())));
        use.accept(setting, subject.exercise(Dice.of(8, level, i), setting));
      }
    }
  }

  /// All of them.
  public static void hold(Subject subject, int count) {
    each(
        subject,
        count,
        (setting, exercise) -> {
          String name = subject.name() + " " + setting;
          assertThat(question(exercise)).as(name).isNotBlank().doesNotContain("{", "}", "\n");
          for (Effort effort : Effort.values()) {
            Answer answer = exercise.answer(effort);
            passes(name, exercise, answer);
            String thought = text(answer);
            assertThat(thought.length()).as(name).isLessThanOrEqualTo(LONGEST);
            Replayer.replay(thought, effort == Effort.HIGH);
          }
          assertThat(text(exercise.answer(Effort.LOW))).isEmpty();
        });
    repeats(subject);
  }

  private static void passes(String name, Exercise exercise, Answer answer) {
    assertThat(exercise.check().passes(new Reply(answer.text(), answer.calls()))).as(name).isTrue();
    assertThat(exercise.check().passes(new Reply(answer.text() + "x", List.of())))
        .as(name)
        .isFalse();
    assertThat(exercise.check().passes(new Reply("", List.of()))).as(name).isFalse();
  }

  private static void repeats(Subject subject) {
    Setting setting = new Setting(subject.levels(), Split.TRAINING, Language.ENGLISH, Tooling.NONE);
    Exercise one = subject.exercise(Dice.of(3), setting);
    Exercise other = subject.exercise(Dice.of(3), setting);
    assertThat(one.question()).isEqualTo(other.question());
    assertThat(one.answers()).isEqualTo(other.answers());
  }

  /// Each language has its own phrasings for either split, and none is in both.
  public static void apart(Phrasings phrasings, List<Language> languages) {
    for (Language language : languages) {
      List<String> training = phrasings.all(Split.TRAINING, language);
      assertThat(training).as(language + "").hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
      assertThat(phrasings.all(Split.HELD_OUT, language))
          .as(language + "")
          .isNotEmpty()
          .doesNotHaveDuplicates()
          .doesNotContainAnyElementsOf(training);
    }
    assertThat(phrasings.all(Split.TRAINING, Language.ENGLISH)).hasSizeGreaterThanOrEqualTo(6);
  }

  /// The last thing said or returned.
  public static String question(Exercise exercise) {
    return exercise.question().conversation().items().getFirst().text();
  }

  /// All of a thought.
  public static String text(Answer answer) {
    return answer.thought().stream().map(Thought::text).collect(Collectors.joining());
  }

  /// The mean length of the thoughts at high effort.
  public static double meanLength(Subject subject, int level) {
    double sum = 0;
    for (int i = 0; i < 100; i++) {
      Exercise exercise = subject.exercise(Dice.of(i), Setting.plain(level, Split.TRAINING));
      sum += text(exercise.answer(Effort.HIGH)).length();
    }
    return sum / 100;
  }
}
