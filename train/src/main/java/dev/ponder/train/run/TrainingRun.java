package dev.ponder.train.run;

import dev.ponder.compute.Dense;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/// Training from a folder's newest checkpoint, or from the beginning, until a budget is used up.
///
/// ```
/// while some of the budget is left:  batch → step → line of metrics → (examination) → (checkpoint)
/// ```
///
/// A run that is stopped, killed or fails goes on from its last checkpoint, and with a budget of
/// tokens or steps it then comes to the same bits as one that was never stopped: the parameters,
/// the optimiser's memory, the source's state and the part of the budget that was used are all in
/// the checkpoint, and the metrics are cut back to it.
public final class TrainingRun {
  private final Trainer trainer;
  private final Source source;
  private final Examination examination;
  private final RunSettings settings;
  private final Checkpoints checkpoints;
  private final LongSupplier nanoseconds;

  /// What has to be the same for a run to go on.
  private final Map<String, String> configuration;

  private volatile boolean stopping;
  private volatile double used;

  /// @param trainer whose model has its first values; they are replaced when the run goes on
  public TrainingRun(
      Trainer trainer, Source source, Examination examination, RunSettings settings) {
    this(trainer, source, examination, settings, System::nanoTime);
  }

  TrainingRun(
      Trainer trainer,
      Source source,
      Examination examination,
      RunSettings settings,
      LongSupplier nanoseconds) {
    this.trainer = trainer;
    this.source = source;
    this.examination = examination;
    this.settings = settings;
    this.nanoseconds = nanoseconds;
    checkpoints = Checkpoints.in(settings.folder());
    configuration = new TreeMap<>(settings.configuration());
    configuration.put("threads", Integer.toString(trainer.threads()));
    configuration.put("kernels", Dense.fastest().name());
  }

  /// Has the run end after the step that it is in, with a checkpoint. From any thread.
  public void stop() {
    stopping = true;
  }

  /// Makes sure that nobody trains in that folder.
  ///
  /// @throws TrainingException when another process does
  public static void requireIdle(Path folder) {
    RunFolder.take(folder).close();
  }

  /// Trains. To be called once.
  ///
  /// @throws ChangedRunException when the folder's run began with another configuration
  /// @throws TrainingException when the folder's files do not let it begin or go on
  public Outcome run(RunListener listener) {
    try (RunFolder _ = RunFolder.take(settings.folder())) {
      OptionalDouble best = checkpoints.takeStock();
      Optional<Checkpoint> last = checkpoints.newest(listener::notice);
      last.ifPresent(checkpoint -> checkpoint.requireSame(configuration));
      listener.ready();
      last.ifPresent(checkpoint -> resume(checkpoint, listener));
      Standing start = last.map(Checkpoint::standing).orElse(Standing.START);
      try (Metrics metrics = Metrics.open(settings.folder(), start.step())) {
        Course course = new Course(listener, metrics, start, last.map(Checkpoint::file));
        course.best = best;
        return course.toEnd();
      }
    }
  }

  /// Curves are for looking at: a run without them has still succeeded.
  private void draw(RunListener listener) {
    try {
      RunCharts.write(settings.folder());
    } catch (IOException e) {
      listener.notice("the curves could not be drawn: " + e.getMessage());
    }
  }

  private void resume(Checkpoint checkpoint, RunListener listener) {
    checkpoint.restore(trainer, source);
    listener.notice("going on after step %d".formatted(checkpoint.standing().step()));
  }

  /// The run while it runs. One thread's.
  private final class Course {
    private final RunListener listener;
    private final Metrics metrics;
    private final Pace.Meter meter = new Pace.Meter(settings.operationsPerToken());
    private Standing standing;
    private Optional<Path> saved;
    private long savedAt = nanoseconds.getAsLong();
    private long clock = savedAt;
    private byte[] state = source.state();
    private OptionalDouble best = OptionalDouble.empty();
    private OptionalDouble score = OptionalDouble.empty();

    Course(RunListener listener, Metrics metrics, Standing start, Optional<Path> saved) {
      this.listener = listener;
      this.metrics = metrics;
      standing = start;
      this.saved = saved;
      used = start.used();
    }

    Outcome toEnd() {
      Outcome outcome;
      try {
        steps();
        outcome = end();
      } catch (DivergedException e) {
        outcome = diverged(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        outcome = end();
      }
      draw(listener);
      return outcome;
    }

    private void steps() throws InterruptedException {
      try (Batches batches =
          Batches.from(source, settings.budget(), standing, TrainingRun.this::used)) {
        while (!stopping && !standing.ended()) {
          step(batches);
        }
      }
    }

    private void step(Batches batches) throws InterruptedException {
      Place place = new Place(standing.step() + 1, standing.used());
      Batches.Prepared prepared = batches.next(place);
      double share = settings.schedule().share(standing.used());
      StepRecord record = trainer.step(prepared.batch(), share);
      state = prepared.state();
      Pace pace = count(record);
      metrics.append(MetricRow.of(record, standing, pace));
      listener.stepped(record, pace);
      score = OptionalDouble.empty();
      if (examinationIsDue()) {
        examine();
      }
      if (isBest() || checkpointIsDue()) {
        save();
      }
    }

    /// The time from the last step's end to this one's belongs to this step.
    private Pace count(StepRecord record) {
      long now = nanoseconds.getAsLong();
      double seconds = (now - clock) / 1e9;
      clock = now;
      Standing before = standing;
      double part = settings.budget().part(record.tokens(), seconds);
      standing = standing.after(record, seconds, part);
      used = standing.used();
      return meter.after(record.tokens(), seconds, before, standing);
    }

    private boolean examinationIsDue() {
      long every = settings.stepsBetweenExaminations();
      return standing.ended() || (every > 0 && standing.step() % every == 0);
    }

    private void examine() {
      Examination.Result result = examination.examine(trainer);
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("used", standing.used());
      figures.put("elapsed", standing.seconds());
      figures.put("tokens", (double) standing.tokens());
      figures.put("score", result.score());
      figures.putAll(result.figures());
      metrics.append(new MetricRow(MetricRow.EXAMINATION, standing.step(), figures));
      listener.examined(standing.step(), result);
      if (Double.isFinite(result.score())) {
        score = OptionalDouble.of(result.score());
      }
    }

    private boolean isBest() {
      return score.isPresent() && (best.isEmpty() || score.getAsDouble() > best.getAsDouble());
    }

    private boolean checkpointIsDue() {
      return nanoseconds.getAsLong() - savedAt >= settings.betweenCheckpoints().toNanos();
    }

    private void save() {
      metrics.sync();
      saved = Optional.of(checkpoints.save(header(), state, Tensor.of(trainer)));
      savedAt = nanoseconds.getAsLong();
      if (isBest()) {
        best = score;
      }
    }

    private CheckpointHeader header() {
      Map<String, Integer> tensors = new LinkedHashMap<>();
      Tensor.of(trainer).forEach(tensor -> tensors.put(tensor.name(), tensor.values().length));
      return new CheckpointHeader(standing, score, configuration, state.length, tensors);
    }

    private Outcome end() {
      boolean isSaved = saved.isPresent() && saved.get().equals(checkpoints.file(standing.step()));
      try {
        if (!isSaved) {
          save();
        }
      } catch (DivergedException e) {
        return diverged(e);
      }
      Path checkpoint = saved.orElseThrow();
      return standing.ended()
          ? new Outcome.Finished(standing.step(), checkpoint)
          : new Outcome.Stopped(standing.step(), checkpoint);
    }

    private Outcome diverged(DivergedException reason) {
      return new Outcome.Diverged(
          standing.step(),
          reason.getMessage()
              + saved
                  .map(file -> "; the last good checkpoint is " + file)
                  .orElse("; there is no checkpoint yet"));
    }
  }

  private double used() {
    return used;
  }
}
