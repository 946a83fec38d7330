package dev.ponder.learn.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ponder.compute.Format;
import dev.ponder.core.Effort;
import dev.ponder.core.Json;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ScriptedResponder;
import dev.ponder.learn.Continuation;
import dev.ponder.learn.ServedModel;
import dev.ponder.learn.grading.Grader;
import dev.ponder.model.gguf.GgufFile;
import dev.ponder.model.gguf.GgufValue;
import dev.ponder.reason.Transcripts;
import dev.ponder.train.run.ChangedRunException;
import dev.ponder.train.run.Checkpoint;
import dev.ponder.train.run.Examination;
import dev.ponder.train.run.Outcome;
import dev.ponder.train.run.Pace;
import dev.ponder.train.run.RunListener;
import dev.ponder.train.run.StepRecord;
import dev.ponder.train.run.TrainingException;
import dev.ponder.train.run.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningTest {
  private static final Path MODEL = Path.of("../app/src/test/resources/reasoner-2m/model.gguf");
  private static final String ASKED = "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}";
  private static final String DEMONSTRATION =
      "{" + ASKED + ",{\"role\":\"assistant\",\"content\":\"%s\"}]}\n";

  @TempDir Path folder;

  private Tuning.Order order(Method method, int epochs, double multiplier, String data)
      throws IOException {
    return new Tuning.Order(
        MODEL,
        Files.writeString(folder.resolve("data.jsonl"), data),
        Optional.empty(),
        folder.resolve("run"),
        method,
        new Scope.Whole(),
        new Tuning.Amount(epochs, OptionalInt.empty(), multiplier),
        Effort.LOW,
        1,
        1);
  }

  /// Stops the run after a step, if told to.
  private static final class Listener implements RunListener {
    private final OptionalLong last;
    private final List<Examination.Result> results = new ArrayList<>();
    private Optional<TrainingRun> run = Optional.empty();

    Listener(OptionalLong last) {
      this.last = last;
    }

    @Override
    public void stepped(StepRecord record, Pace pace) {
      if (last.isPresent() && record.step() == last.getAsLong()) {
        run.ifPresent(TrainingRun::stop);
      }
    }

    @Override
    public void examined(long step, Examination.Result result) {
      results.add(result);
    }

    List<Double> figures(String name) {
      return results.stream()
          .flatMap(result -> Optional.ofNullable(result.figures().get(name)).stream())
          .toList();
    }

    @Override
    public void notice(String sentence) {}
  }

  private static Outcome run(Tuning tuning, OptionalLong last) {
    TrainingRun training = tuning.training();
    Listener listener = new Listener(last);
    listener.run = Optional.of(training);
    return training.run(listener);
  }

  private static double figure(Tuning tuning, String name) {
    return tuning.examine().figures().getOrDefault(name, Double.NaN);
  }

  @Test
  void answersAsItWasShownAndSaysSoWhenServed() throws Exception {
    Tuning.Order order = order(new Method.Supervised(), 12, 20, DEMONSTRATION.formatted("77"));
    Path file = folder.resolve("tuned.gguf");
    try (Tuning tuning = Tuning.prepare(order)) {
      double before = figure(tuning, "loss");
      assertThat(run(tuning, OptionalLong.empty())).isInstanceOf(Outcome.Finished.class);
      assertThat(figure(tuning, "loss")).isLessThan(before / 10);
      tuning.write(file, Format.F16, "tuned");
    }
    try (ServedModel served = ServedModel.open(file, 1, 1)) {
      assertThat(served.loaded().name()).isEqualTo("tuned");
      Scribe scribe = new Scribe(Transcripts.of(served.loaded()), Effort.LOW, 1024);
      DataSets.Task task =
          new DataSets(scribe)
              .tasks(
                  Files.writeString(folder.resolve("t"), "{" + ASKED + "]}"),
                  Grader.of(check("77"), Grader.Models.NONE))
              .getFirst();
      Continuation answer =
          served
              .continuations(
                  List.of(new Continuation.Ask(task.prompt(), 0, 1, 40)),
                  scribe.transcripts().stops())
              .getFirst();
      assertThat(scribe.transcripts().speech(task.request(), answer.tokens()).text())
          .isEqualTo("77");
    }
  }

  @Test
  void comesToTheSameWhenItWasStoppedOnTheWay() throws IOException {
    String data = DEMONSTRATION.formatted("7") + DEMONSTRATION.formatted("8");
    Tuning.Order order = order(new Method.Supervised(), 4, 1, data);
    double whole;
    try (Tuning tuning = Tuning.prepare(order)) {
      assertThat(tuning.steps()).isEqualTo(4);
      run(tuning, OptionalLong.empty());
      whole = figure(tuning, "loss");
    }
    Files.move(folder.resolve("run"), folder.resolve("first"));
    try (Tuning tuning = Tuning.prepare(order)) {
      assertThat(run(tuning, OptionalLong.of(2))).isInstanceOf(Outcome.Stopped.class);
    }
    try (Tuning tuning = Tuning.prepare(order)) {
      assertThat(run(tuning, OptionalLong.empty())).isInstanceOf(Outcome.Finished.class);
      assertThat(figure(tuning, "loss")).isEqualTo(whole);
    }
  }

  private static void assertRefused(Tuning.Order order, String why) {
    try (Tuning tuning = Tuning.prepare(order)) {
      assertThatExceptionOfType(ChangedRunException.class)
          .isThrownBy(() -> run(tuning, OptionalLong.empty()))
          .withMessage("the run in %s cannot go on like this: %s", order.folder(), why);
    }
  }

  @Test
  void refusesByNameWhatHasChangedSinceTheRunBegan() throws IOException {
    String data = DEMONSTRATION.formatted("7");
    try (Tuning tuning = Tuning.prepare(order(new Method.Supervised(), 2, 1, data))) {
      run(tuning, OptionalLong.of(1));
    }
    Tuning.Order other = order(new Method.Supervised(), 3, 1, DEMONSTRATION.formatted("9"));
    assertRefused(other, "the data has changed since it began, epochs was 2 and is 3 now");
  }

  @Test
  void refusesAnotherGrader() throws IOException {
    String task = "{" + ASKED.replace("hello", "2+2") + "]}";
    try (Tuning tuning = Tuning.prepare(order(practice(check("4"), 2), 2, 1, task))) {
      assertThat(run(tuning, OptionalLong.of(1))).isInstanceOf(Outcome.Stopped.class);
    }
    assertRefused(
        order(practice(check("5"), 2), 2, 1, task), "the grader has changed since it began");
    assertRefused(order(practice(check("4"), 3), 2, 1, task), "group was 2 and is 3 now");
  }

  @Test
  void theBestStepCanBeTakenInTheLastOnesPlace() throws IOException {
    Tuning.Order plain = order(new Method.Supervised(), 6, 30, DEMONSTRATION.formatted("7"));
    Path held = Files.writeString(folder.resolve("held.jsonl"), DEMONSTRATION.formatted("no"));
    try (Tuning tuning = Tuning.prepare(judgedBy(plain, held))) {
      Listener listener = new Listener(OptionalLong.empty());
      assertThat(tuning.best()).isEmpty();
      tuning.training().run(listener);
      List<Double> losses = listener.figures("loss");
      double least = losses.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
      assertThat(losses.getLast()).isGreaterThan(least);
      Checkpoint best = tuning.best().orElseThrow();
      tuning.take(best);
      assertThat(figure(tuning, "loss")).isEqualTo(least);
      Path file = folder.resolve("best.gguf");
      tuning.write(file, Format.F32, "best");
      try (GgufFile written = GgufFile.open(file)) {
        assertThat(written.metadata().values().get("ponder.tuning.steps"))
            .isEqualTo(new GgufValue.Int(best.standing().step()));
      }
    }
  }

  private static Tuning.Order judgedBy(Tuning.Order order, Path validation) {
    return new Tuning.Order(
        order.model(),
        order.data(),
        Optional.of(validation),
        order.folder(),
        order.method(),
        order.scope(),
        order.amount(),
        order.effort(),
        order.seed(),
        order.threads());
  }

  private static Tuning.Order adapting(Tuning.Order order) {
    return new Tuning.Order(
        order.model(),
        order.data(),
        order.validation(),
        order.folder(),
        order.method(),
        new Scope.Adapter(4),
        order.amount(),
        order.effort(),
        order.seed(),
        order.threads());
  }

  @Test
  void anAdapterLearnsInTheModelsPlaceAndPractisesToo() throws IOException {
    Tuning.Order order = order(new Method.Supervised(), 8, 2, DEMONSTRATION.formatted("77"));
    Path file = folder.resolve("adapter.gguf");
    try (Tuning tuning = Tuning.prepare(adapting(order))) {
      double before = figure(tuning, "loss");
      assertThat(run(tuning, OptionalLong.empty())).isInstanceOf(Outcome.Finished.class);
      assertThat(figure(tuning, "loss")).isLessThan(before / 2);
      tuning.write(file, Format.F32, "adapter");
    }
    assertThat(Files.size(file)).isLessThan(Files.size(MODEL) / 2);
    ServedModel.open(MODEL, Optional.of(file), 1, 1).close();
    Files.move(folder.resolve("run"), folder.resolve("first"));
    Tuning.Order tasks =
        order(practice(like("81"), 2), 1, 1, "{" + ASKED.replace("hello", "52+31") + "]}");
    try (Tuning tuning = Tuning.prepare(adapting(tasks))) {
      assertThat(run(tuning, OptionalLong.empty())).isInstanceOf(Outcome.Finished.class);
      assertThat(figure(tuning, "reward")).isBetween(0.0, 1.0);
    }
  }

  @Test
  void prefersWhatIsPreferred() throws IOException {
    String pair =
        "{\"input\":{"
            + ASKED
            + "]},\"preferred_output\":[{\"role\":\"assistant\",\"content\":\"yes\"}],"
            + "\"non_preferred_output\":[{\"role\":\"assistant\",\"content\":\"no\"}]}";
    try (Tuning tuning = Tuning.prepare(order(Method.Preferences.usual(), 6, 5, pair))) {
      assertThat(figure(tuning, "margin")).isZero();
      assertThat(figure(tuning, "loss")).isEqualTo(Math.log(2));
      run(tuning, OptionalLong.empty());
      assertThat(figure(tuning, "margin")).isGreaterThan(0.2);
      assertThat(figure(tuning, "accuracy")).isEqualTo(1);
    }
  }

  private static Json check(String wanted) {
    return Json.parse(
        "{\"type\":\"string_check\",\"operation\":\"like\","
            + "\"input\":\"{{sample.output_text}}\",\"reference\":\"%s\"}".formatted(wanted));
  }

  private static Json like(String wanted) {
    return Json.parse(
        "{\"type\":\"text_similarity\",\"evaluation_metric\":\"fuzzy_match\","
            + "\"input\":\"{{sample.output_text}}\",\"reference\":\"%s\"}".formatted(wanted));
  }

  private static Method practice(Json grader, int group) {
    return Method.Reinforcement.of(grader, Grader.Models.NONE, group);
  }

  /// Without a thought the model can only guess at such a product, so its answers differ.
  @Test
  void practisesWhatAGraderLikes() throws IOException {
    Tuning.Order order =
        order(practice(check("1"), 16), 8, 10, "{" + ASKED.replace("hello", "347*892") + "]}\n");
    try (Tuning tuning = Tuning.prepare(order)) {
      Listener listener = new Listener(OptionalLong.empty());
      assertThat(tuning.training().run(listener)).isInstanceOf(Outcome.Finished.class);
      List<Double> rewards = listener.figures("step_reward");
      assertThat(rewards.getFirst()).isBetween(0.05, 0.75);
      assertThat(rewards.getLast()).isGreaterThan(rewards.getFirst() + 0.2);
      assertThat(listener.figures("truncated")).hasSizeGreaterThan(2);
    }
  }

  @Test
  void stopsWhenNothingCanBeGraded() throws IOException {
    ScriptedResponder mute =
        ScriptedResponder.playing(List.of(new ResponseEvent.TextDelta("hm", List.of())));
    Method method =
        Method.Reinforcement.of(
            Json.parse(
                "{\"type\":\"score_model\",\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":\"?\"}]}"),
            _ -> Optional.of(mute),
            2);
    Tuning.Order order = order(method, 1, 1, "{" + ASKED.replace("hello", "2+2") + "]}");
    try (Tuning tuning = Tuning.prepare(order)) {
      assertThatExceptionOfType(TrainingException.class)
          .isThrownBy(tuning::examine)
          .withMessage("no answer of step 0 could be graded: the model m gave no number but 'hm'");
    }
  }
}
