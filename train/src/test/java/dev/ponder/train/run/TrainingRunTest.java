package dev.ponder.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.compute.Workers;
import dev.ponder.model.ModelShape.Head;
import dev.ponder.train.Example;
import dev.ponder.train.Parameter;
import dev.ponder.train.TrainableTransformer;
import dev.ponder.train.TransformerShape;
import dev.ponder.train.TransformerShape.Family;
import dev.ponder.train.optimise.Optimisation;
import dev.ponder.train.optimise.Schedule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
  @TempDir Path folder;

  @Test
  void aRunThatWasStoppedComesToTheSameBits() throws IOException {
    Path whole = folder.resolve("whole");
    Path halves = folder.resolve("halves");
    Recorder ofWhole = new Recorder();
    List<float[]> expected;
    try (Experiment experiment = new Experiment(whole)) {
      experiment.run(new Remembering(), experiment.settings(20, Experiment.NEVER)).run(ofWhole);
      expected = experiment.values();
    }
    Recorder ofHalves = new Recorder();
    try (Experiment experiment = new Experiment(halves)) {
      TrainingRun run =
          experiment.run(new Remembering(), experiment.settings(20, Experiment.NEVER));
      assertThat(ofHalves.runUntil(10, run)).isInstanceOf(Outcome.Stopped.class);
    }
    try (Experiment experiment = new Experiment(halves)) {
      TrainingRun run =
          experiment.run(new Remembering(), experiment.settings(20, Experiment.NEVER));
      assertThat(run.run(ofHalves)).isInstanceOf(Outcome.Finished.class);
      assertThat(experiment.values()).usingRecursiveComparison().isEqualTo(expected);
    }
    assertThat(losses(ofHalves)).isEqualTo(losses(ofWhole));
    assertThat(steps(halves)).isEqualTo(steps(whole));
    assertThat(ofHalves.notices).containsExactly("going on after step 10");
  }

  /// A source whose batches depend on how many it has made, not on the step.
  private static final class Remembering implements Source {
    private long made = 100;

    @Override
    public Batch batch(Place place) {
      made++;
      return Counting.batch(made);
    }

    @Override
    public byte[] state() {
      return ByteBuffer.allocate(8).putLong(made).array();
    }

    @Override
    public void resume(byte[] state) {
      made = ByteBuffer.wrap(state).getLong();
    }
  }

  @Test
  void aTransformerThatWasStoppedComesToTheSameBits() {
    List<float[]> whole = transformerAfter(folder.resolve("whole"), 20);
    transformerAfter(folder.resolve("halves"), 10);
    assertThat(transformerAfter(folder.resolve("halves"), 20))
        .usingRecursiveComparison()
        .isEqualTo(whole);
  }

  private static List<float[]> transformerAfter(Path folder, long steps) {
    Budget budget = new Budget.Steps(20);
    TransformerShape shape =
        new TransformerShape(
            Family.QWEN3, 2, 24, 4, 2, 8, 20, Counting.TOKENS, 64, Head.TIED, 1e4, 1e-6f);
    try (Workers workers = new Workers(2)) {
      TrainableTransformer model = TrainableTransformer.random(shape, 3, workers);
      Trainer trainer = new Trainer(model, Optimisation.standard(), workers);
      RunSettings settings =
          new RunSettings(
              folder, budget, new Schedule.Constant(), Map.of(), Experiment.NEVER, 0, 0);
      TrainingRun run =
          new TrainingRun(
              trainer, place -> Counting.batch(place.step()), Experiment.examination(), settings);
      new Recorder().runUntil(steps, run);
      return model.parameters().stream().map(Parameter::values).toList();
    }
  }

  @Test
  void divergenceKeepsTheLastGoodCheckpoint() {
    try (Experiment experiment = new Experiment(folder)) {
      Source source = place -> place.step() < 4 ? Counting.batch(place.step()) : broken();
      Outcome outcome =
          experiment.run(source, experiment.settings(9, Duration.ZERO)).run(new Recorder());
      assertThat(outcome).isInstanceOf(Outcome.Diverged.class);
      assertThat(outcome.sentence())
          .contains("the loss of step 4 is NaN")
          .contains("step-000000003.checkpoint");
    }
    assertThat(Checkpoints.in(folder).newest().orElseThrow().standing().step()).isEqualTo(3);
  }

  private static Batch broken() {
    return new Batch(
        List.of(new Labelled("broken", new Example(new int[2], new float[] {0, Float.NaN}))));
  }

  private RunSettings with(RunSettings settings, Map<String, String> configuration) {
    return new RunSettings(
        folder, settings.budget(), settings.schedule(), configuration, Duration.ZERO, 0, 0);
  }

  @Test
  void anotherConfigurationIsRefusedByName() {
    String digest = RunSettings.DIGEST;
    try (Experiment experiment = new Experiment(folder)) {
      RunSettings settings = experiment.settings(2, Duration.ZERO);
      Map<String, String> begun = Map.of("seed", "1", "data", digest + "a");
      experiment.run(new Remembering(), with(settings, begun)).run(new Recorder());
    }
    try (Experiment experiment = new Experiment(folder)) {
      RunSettings settings = experiment.settings(2, Duration.ZERO);
      Map<String, String> changed =
          Map.of("seed", "8", "data", digest + "b", "validation", digest + "c");
      Recorder recorder = new Recorder();
      assertThatThrownBy(
              () -> experiment.run(new Remembering(), with(settings, changed)).run(recorder))
          .isInstanceOf(ChangedRunException.class)
          .hasMessage(
              "the run in %s cannot go on like this: the data has changed since it began, seed was 1 and is 8 now, validation was not set and is given now",
              folder);
      assertThat(recorder.timesReady).isZero();
    }
  }

  @Test
  void isReadyWhenTheFolderIsTakenAndBeforeTheModelIsReplaced() {
    try (Experiment experiment = new Experiment(folder)) {
      experiment.run(2).run(new Recorder());
    }
    try (Experiment experiment = new Experiment(folder)) {
      List<float[]> first = experiment.values();
      Recorder recorder = new Recorder();
      recorder.whenReady =
          () -> {
            assertThat(experiment.values()).usingRecursiveComparison().isEqualTo(first);
            assertThatThrownBy(() -> TrainingRun.requireIdle(folder))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("another process trains in");
          };
      experiment.run(3).run(recorder);
      assertThat(recorder.timesReady).isEqualTo(1);
      assertThat(experiment.values()).usingRecursiveComparison().isNotEqualTo(first);
    }
    TrainingRun.requireIdle(folder);
  }

  @Test
  void anotherNumberOfThreadsIsRefusedByName() {
    try (Experiment experiment = new Experiment(folder, 1)) {
      experiment.run(2).run(new Recorder());
    }
    try (Experiment experiment = new Experiment(folder, 2)) {
      assertThatThrownBy(() -> experiment.run(2).run(new Recorder()))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("threads was 1 and is 2 now");
    }
  }

  @Test
  void aSourceThatFailsEndsTheRunWithItsOwnException() {
    try (Experiment experiment = new Experiment(folder)) {
      Source source =
          place -> {
            if (place.step() == 3) {
              throw new IllegalStateException("no more exercises");
            }
            return Counting.batch(place.step());
          };
      assertThatThrownBy(() ->
              experiment.run(source, experiment.settings(9, Duration.ZERO)).run(new Recorder()))
          .hasMessage("no more exercises");
      assertThat(experiment.trainer.steps()).isEqualTo(2);
    }
  }

  @Test
  void aFolderServesOneRunAtATime() {
    try (Experiment experiment = new Experiment(folder);
        RunFolder _ = RunFolder.take(folder)) {
      assertThatThrownBy(() -> experiment.run(2).run(new Recorder()))
          .hasMessageContaining("another process trains in");
    }
  }

  @Test
  void withABudgetOfTimeRatesFallToTheEndHoweverFastStepsAre() {
    AtomicLong clock = new AtomicLong();
    List<Double> shares = new ArrayList<>();
    RunSettings settings;
    try (Experiment experiment = new Experiment(folder)) {
      settings = experiment.settings(new Budget.Time(Duration.ofSeconds(100)), Experiment.NEVER);
      // The machine becomes slower and slower: each reading of the clock is later than planned.
      long[] readings = new long[1];
      Outcome outcome =
          experiment
              .run(
                  place -> Counting.batch(place.step()),
                  settings,
                  () -> clock.addAndGet(++readings[0] * 10_000_000L))
              .run(listening(shares));
      assertThat(outcome).isInstanceOf(Outcome.Finished.class);
    }
    List<Double> fall = shares.subList(shares.indexOf(1.0), shares.size());
    assertThat(fall).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(fall.getLast()).isLessThan(0.2);
  }

  private static RunListener listening(List<Double> shares) {
    Recorder recorder = new Recorder();
    return new RunListener() {
      @Override
      public void stepped(StepRecord record, Pace pace) {
        shares.add(record.share());
      }

      @Override
      public void examined(long step, Examination.Result result) {
        recorder.examined(step, result);
      }

      @Override
      public void notice(String sentence) {
        recorder.notice(sentence);
      }
    };
  }

  private static List<Double> losses(Recorder recorder) {
    return recorder.steps.stream().map(StepRecord::objective).toList();
  }

  /// The metrics without what depends on the clock.
  private static List<String> steps(Path folder) throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("metrics.jsonl"))) {
      return lines
          .map(line -> line.replaceAll("\"(elapsed|seconds|tokens_per_second)\":[^,}]*", ""))
          .toList();
    }
  }
}
