package dev.ponder.train.run;

import dev.ponder.compute.Workers;
import dev.ponder.train.Bigram;
import dev.ponder.train.Parameter;
import dev.ponder.train.optimise.Optimisation;
import dev.ponder.train.optimise.Schedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/// A small run of training in a folder.
final class Experiment implements AutoCloseable {
  static final Duration NEVER = Duration.ofDays(1);

  final Bigram model = new Bigram(Counting.TOKENS, 8);
  final Workers workers;
  final Trainer trainer;
  final Path folder;

  Experiment(Path folder) {
    this(folder, 1);
  }

  Experiment(Path folder, int threads) {
    this.folder = folder;
    workers = new Workers(threads);
    trainer = new Trainer(model, Optimisation.standard(), workers);
  }

  /// A run that saves after each step and examines after each fifth.
  TrainingRun run(long steps) {
    return run(place -> Counting.batch(place.step()), settings(steps, Duration.ZERO));
  }

  TrainingRun run(Source source, RunSettings settings) {
    return new TrainingRun(trainer, source, examination(), settings);
  }

  TrainingRun run(Source source, RunSettings settings, LongSupplier clock) {
    return new TrainingRun(trainer, source, examination(), settings, clock);
  }

  static Examination examination() {
    return Examination.ofLosses(List.of(Counting.example("held out", 3, 2)));
  }

  RunSettings settings(long steps, Duration betweenCheckpoints) {
    return settings(new Budget.Steps(steps), betweenCheckpoints);
  }

  RunSettings settings(Budget budget, Duration betweenCheckpoints) {
    return new RunSettings(
        folder,
        budget,
        new Schedule.WarmupStableDecay(0.1, 0.25),
        Map.of("seed", "1"),
        betweenCheckpoints,
        5,
        0);
  }

  List<float[]> values() {
    return model.parameters().stream().map(Parameter::values).map(float[]::clone).toList();
  }

  @Override
  public void close() {
    workers.close();
  }
}
