package dev.ponder.learn.reinforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.ponder.compute.Workers;
import dev.ponder.core.Effort;
import dev.ponder.curriculum.Answer;
import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Check;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Question;
import dev.ponder.curriculum.Reply;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Subject;
import dev.ponder.learn.Voice;
import dev.ponder.train.Example;
import dev.ponder.train.optimise.Optimisation;
import dev.ponder.train.run.Batch;
import dev.ponder.train.run.Examination;
import dev.ponder.train.run.Labelled;
import dev.ponder.train.run.Place;
import dev.ponder.train.run.Trainer;
import dev.ponder.train.run.TrainingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PracticeTest {
  private static final String LETTERS = "abcd?.~";
  private static final int STOP = LETTERS.indexOf('.');

  private final Workers workers = new Workers(1);
  private final LetterModel model = new LetterModel(LETTERS.length());

  @AfterEach
  void stopWorkers() {
    workers.close();
  }

  /// Asks for one letter; `~` is a token of thought.
  private record LetterSubject(String name, String wanted) implements Subject {
    @Override
    public Area area() {
      return Area.LOGIC;
    }

    @Override
    public int levels() {
      return 1;
    }

    @Override
    public Exercise exercise(Dice dice, Setting setting) {
      return Exercise.of(Question.of("?"), Answer.direct(wanted), Check.text(wanted));
    }
  }

  /// Asks with so many question marks.
  private record LetterVoice(int marks) implements Voice {
    @Override
    public int[] prompt(Question question, Effort effort) {
      int[] prompt = new int[marks];
      Arrays.fill(prompt, LETTERS.indexOf('?'));
      return prompt;
    }

    @Override
    public Set<Integer> stops() {
      return Set.of(STOP);
    }

    @Override
    public Heard heard(Question question, Effort effort, int[] answer) {
      StringBuilder said = new StringBuilder();
      for (int token : answer) {
        said.append(LETTERS.charAt(token));
      }
      String thought = said.toString().replaceAll("[^~]", "");
      String text = said.toString().replaceAll("[~.]", "");
      return new Heard(thought, thought.length(), new Reply(text, List.of()));
    }
  }

  private static final Plan PLAN = new Plan(8, 8, 0.15, 0, 16, 5, 4, 64, 7);

  private Practice practice(Plan plan, Subject... subjects) {
    return practice(new LetterVoice(1), plan, subjects);
  }

  private Practice practice(Voice voice, Plan plan, Subject... subjects) {
    Labelled worked = new Labelled("worked", new Example(new int[] {0, STOP}, new float[] {0, 1}));
    return new Practice(plan, Cell.of(List.of(subjects)), voice, model, _ -> worked);
  }

  private Trainer trainer() {
    return new Trainer(model, Optimisation.adam(0.1), workers);
  }

  private static PracticeRecord last(Practice practice) {
    return practice.last().orElseThrow();
  }

  @Test
  void whatIsRewardedIsDoneMoreOften() {
    Practice practice = practice(PLAN, new LetterSubject("letter", "c"));
    Trainer trainer = trainer();
    trainer.step(practice.batch(new Place(1, 0)), 1);
    double before = last(practice).reward();
    for (int step = 2; step <= 30; step++) {
      trainer.step(practice.batch(new Place(step, 0)), 1);
    }
    assertThat(before).isLessThan(0.2);
    assertThat(last(practice).reward()).isGreaterThan(0.8);
  }

  @Test
  void aQuestionThatLeavesNoRoomForAnAnswerIsToldByItsSubject() {
    Practice practice =
        practice(new LetterVoice(PLAN.context()), PLAN, new LetterSubject("letter", "c"));
    assertThatExceptionOfType(TrainingException.class)
        .isThrownBy(() -> practice.batch(new Place(1, 0)))
        .withMessage(
            "an exercise of letter takes 64 tokens in this model's vocabulary, and practice leaves"
                + " 64 for question and answer");
  }

  @Test
  void groupsOfEqualWorthAreCountedAndNotLearnedFrom() {
    Practice practice = practice(PLAN, new LetterSubject("impossible", "no letter"));
    Batch batch = practice.batch(new Place(1, 0));
    assertThat(last(practice).noVariance()).isEqualTo(1);
    assertThat(batch.examples()).extracting(Labelled::label).containsOnly(Practice.REPLAYED);
  }

  @Test
  void explorationFindsWhatIsNeitherImpossibleNorMastered() {
    Plan exploring = new Plan(8, 8, 0.15, 40, 0, 1, 4, 64, 7);
    Practice practice =
        practice(
            exploring, new LetterSubject("possible", "c"), new LetterSubject("impossible", "none"));
    practice.batch(new Place(1, 0));
    String state = new String(practice.state(), StandardCharsets.UTF_8);
    assertThat(state)
        .contains("\"explored\":true", "\"impossible/1/low/none\":0.0")
        .containsPattern("\"possible/1/low/none\":0\\.[0-2]");
  }

  @Test
  void goesOnFromItsStateAsIfNothingHadHappened() {
    Subject[] subjects = {new LetterSubject("one", "c"), new LetterSubject("two", "a")};
    Practice first = practice(PLAN, subjects);
    first.batch(new Place(1, 0));
    byte[] state = first.state();
    Batch second = first.batch(new Place(2, 0));

    Practice resumed = practice(PLAN, subjects);
    resumed.resume(state);
    Batch again = resumed.batch(new Place(2, 0));
    assertThat(again.tokens()).isEqualTo(second.tokens());
    assertThat(last(resumed).figures())
        .usingRecursiveComparison()
        .ignoringFields("rollout_seconds")
        .isEqualTo(last(first).figures());
  }

  @Test
  void refusesAStateThatIsNone() {
    Practice practice = practice(PLAN, new LetterSubject("letter", "c"));
    for (String state : List.of("", "{", "[]", "{\"success\":3}")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> practice.resume(state.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void aShareOfTheTokensIsWorkedExamples() {
    Batch batch = practice(PLAN, new LetterSubject("letter", "c")).batch(new Place(1, 0));
    double replayed =
        batch.examples().stream()
            .filter(one -> one.label().equals(Practice.REPLAYED))
            .mapToInt(one -> one.example().tokens().length)
            .sum();
    assertThat(replayed / batch.tokens()).isCloseTo(0.15, within(0.02));
  }

  @Test
  void examinationsTellRewardAccuracyAndLengthAndScoreFromTimeToTime() {
    Practice practice = practice(PLAN, new LetterSubject("letter", "c"));
    practice.batch(new Place(5, 0));
    Examination.Result result = practice.examine(trainer());
    assertThat(result.score()).isBetween(0.0, 1.0);
    assertThat(result.figures())
        .containsKeys("reward", "no_variance", "truncated", "accuracy_low", "thought_low")
        .containsKeys("validation_reward", "validation_high", "rollout_tokens")
        .doesNotContainKey("calling");
    practice.batch(new Place(6, 0));
    assertThat(practice.examine(trainer()).score()).isNaN();
  }
}
