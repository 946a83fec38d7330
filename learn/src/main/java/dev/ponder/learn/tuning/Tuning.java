package dev.ponder.learn.tuning;

import dev.ponder.compute.Format;
import dev.ponder.compute.Workers;
import dev.ponder.core.Effort;
import dev.ponder.learn.ServedModel;
import dev.ponder.learn.tuning.DataSets.Demonstration;
import dev.ponder.learn.tuning.DataSets.Preference;
import dev.ponder.learn.tuning.DataSets.Task;
import dev.ponder.model.gguf.GgufValue;
import dev.ponder.model.gguf.GgufWriter;
import dev.ponder.reason.Transcripts;
import dev.ponder.train.optimise.Optimisation;
import dev.ponder.train.optimise.Schedule;
import dev.ponder.train.run.Budget;
import dev.ponder.train.run.Checkpoint;
import dev.ponder.train.run.Checkpoints;
import dev.ponder.train.run.Examination;
import dev.ponder.train.run.RunSettings;
import dev.ponder.train.run.Trainer;
import dev.ponder.train.run.TrainingRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/// A fine-tuning job: the model in a file, or an adapter beside it, learns from a data set. It is
/// kept in a folder, from which the same order goes on where it was stopped. One thread uses it.
public final class Tuning implements AutoCloseable {
  private static final Duration BETWEEN_CHECKPOINTS = Duration.ofMinutes(2);

  /// Of the budget that the rate takes to rise; and its share at the end.
  private static final double WARM_UP = 0.05;

  private static final double LAST_SHARE = 0.1;

  private static final int USUAL_BATCH = 8;

  /// Most examples by which the model is judged where there is no validation file.
  private static final int MOST_EXAMINED = 100;

  /// Most tokens for which keys and values are kept while the model answers.
  private static final int TOKENS_SIDE_BY_SIDE = 1 << 16;

  private static final int MOST_SIDE_BY_SIDE = 64;

  private final Order order;
  private final Workers workers;
  private final Pupil pupil;
  private final Trainer trainer;
  private final Lessons lessons;

  /// Of the weights as they are, where they were taken from elsewhere.
  private OptionalLong taken = OptionalLong.empty();

  /// What to do.
  ///
  /// @param validation data to judge the model by; where there is none, some of what is learned
  /// @param folder of checkpoints and metrics; made if it is not there
  public record Order(
      Path model,
      Path data,
      Optional<Path> validation,
      Path folder,
      Method method,
      Scope scope,
      Amount amount,
      Effort effort,
      long seed,
      int threads) {}

  /// How much is learned.
  ///
  /// @param epochs how often each example is learned
  /// @param batch examples of a step; empty for the usual
  /// @param multiplier of the usual rate
  public record Amount(int epochs, OptionalInt batch, double multiplier) {

    /// @throws IllegalArgumentException when a number is out of its range
    public Amount {
      require(epochs >= 1 && epochs <= 1000, "1 to 1000 epochs, not " + epochs);
      require(batch.orElse(1) >= 1, "a step needs an example");
      require(batch.orElse(1) <= 1 << 16, "a step of more than 65,536 examples");
      require(multiplier > 0 && multiplier <= 1000, "a learning rate times " + multiplier);
    }

    private static void require(boolean condition, String otherwise) {
      if (!condition) {
        throw new IllegalArgumentException(otherwise);
      }
    }
  }

  private Tuning(Order order, Workers workers, Pupil pupil) {
    this.order = order;
    this.workers = workers;
    this.pupil = pupil;
    Transcripts transcripts;
    try (ServedModel served = ServedModel.open(order.model(), 1, 1)) {
      transcripts = Transcripts.of(served.loaded());
    }
    trainer = new Trainer(pupil.trainable(), Optimisation.adam(rate()), workers);
    Scribe scribe = new Scribe(transcripts, order.effort(), pupil.shape().context());
    lessons = lessons(scribe);
  }

  /// Gets everything ready, and checks the whole data set.
  ///
  /// @throws DataSetException when a line cannot be learned from
  /// @throws dev.ponder.model.UnusableModelException when the file holds no model that can be
  ///   trained
  /// @throws UncheckedIOException when a file or the folder cannot be used
  public static Tuning prepare(Order order) {
    try {
      Files.createDirectories(order.folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Workers workers = new Workers(order.threads());
    try {
      return prepare(order, workers);
    } catch (RuntimeException | Error e) {
      workers.close();
      throw e;
    }
  }

  private static Tuning prepare(Order order, Workers workers) {
    Pupil pupil = Pupil.of(order.model(), order.scope(), order.seed(), workers);
    try {
      return new Tuning(order, workers, pupil);
    } catch (RuntimeException | Error e) {
      pupil.close();
      throw e;
    }
  }

  private double rate() {
    return UsualRate.of(order, pupil.shape()) * order.amount().multiplier();
  }

  private Lessons lessons(Scribe scribe) {
    DataSets sets = new DataSets(scribe);
    return switch (order.method()) {
      case Method.Supervised _ -> imitation(sets);
      case Method.Preferences(double beta) -> preferences(sets, beta);
      case Method.Reinforcement method -> practice(scribe, sets, method);
    };
  }

  private Lessons imitation(DataSets sets) {
    List<Demonstration> learned = sets.demonstrations(order.data());
    return new Imitation(learned, examined(learned, sets::demonstrations), shuffle(learned.size()));
  }

  private Lessons preferences(DataSets sets, double beta) {
    List<Preference> learned = sets.preferences(order.data());
    return new PreferenceLearning(
        pupil.trainable(),
        beta,
        learned,
        examined(learned, sets::preferences),
        shuffle(learned.size()));
  }

  private Lessons practice(Scribe scribe, DataSets sets, Method.Reinforcement method) {
    List<Task> learned = sets.tasks(order.data(), method.grader());
    List<Task> examined = examined(learned, file -> sets.tasks(file, method.grader()));
    int parallel = Math.clamp(TOKENS_SIDE_BY_SIDE / scribe.longest(), 1, MOST_SIDE_BY_SIDE);
    return new GradedPractice(
        scribe,
        new GradedPractice.Plan(learned, examined, method.grader(), method.group()),
        pupil.rollouts(order.folder().resolve("policy.gguf"), order.threads(), parallel),
        shuffle(learned.size()),
        order.seed());
  }

  private <T> List<T> examined(List<T> learned, Function<Path, List<T>> read) {
    return order
        .validation()
        .map(read)
        .orElseGet(() -> learned.subList(0, Math.min(learned.size(), MOST_EXAMINED)));
  }

  private Shuffle shuffle(int count) {
    int batch = Math.min(count, order.amount().batch().orElse(USUAL_BATCH));
    return new Shuffle(count, order.amount().epochs(), batch, order.seed());
  }

  /// Steps of the whole job.
  public long steps() {
    return lessons.shuffle().steps();
  }

  /// Examples that are learned.
  public int learned() {
    return lessons.shuffle().count();
  }

  /// Examples by which the model is judged.
  public int examined() {
    return lessons.examined();
  }

  /// Why a grader could not grade an answer, the last time that it could not.
  public Optional<String> complaint() {
    return lessons.complaint();
  }

  /// What is learned.
  public long parameters() {
    return trainer.parameters().stream()
        .mapToLong(parameter -> (long) parameter.rows() * parameter.columns())
        .sum();
  }

  /// How good the model is as it is now.
  ///
  /// @throws dev.ponder.train.run.TrainingException when no answer could be graded
  public Examination.Result examine() {
    return lessons.examine(trainer);
  }

  /// The training run, which goes on from the folder's newest checkpoint. To be run once.
  ///
  /// @throws UncheckedIOException when the data set cannot be read
  public TrainingRun training() {
    return new TrainingRun(
        trainer,
        lessons,
        lessons,
        new RunSettings(
            order.folder(),
            new Budget.Steps(lessons.shuffle().steps()),
            new Schedule.Cosine(WARM_UP, LAST_SHARE),
            RunIdentity.of(order, rate()),
            BETWEEN_CHECKPOINTS,
            lessons.stepsBetweenExaminations(),
            0));
  }

  /// The saved step after which the model was best when it was examined; empty when it never was.
  public Optional<Checkpoint> best() {
    return Checkpoints.in(order.folder()).best();
  }

  /// Puts saved weights into the model. To be called when the run is over.
  ///
  /// @throws dev.ponder.train.run.TrainingException when they are of another model or damaged
  public void take(Checkpoint checkpoint) {
    checkpoint.restore(trainer.parameters());
    taken = OptionalLong.of(checkpoint.standing().step());
  }

  /// Writes what was learned as it is now: the model, with everything that the first file says of
  /// it, or the adapter alone.
  ///
  /// @param format of a whole model's matrices: F32, F16 or Q8_0
  /// @param name what the model, or the adapter, calls itself
  /// @throws UncheckedIOException when there is not enough space or writing fails
  public void write(Path file, Format format, String name) {
    Map<String, GgufValue> more = new LinkedHashMap<>();
    more.put("general.name", new GgufValue.Str(name));
    more.put("ponder.tuning.method", new GgufValue.Str(order.method().spelling()));
    more.put("ponder.tuning.steps", new GgufValue.Int(taken.orElse(trainer.steps())));
    GgufWriter.removeDrafts(file);
    pupil.write(file, format, more);
  }

  @Override
  public void close() {
    pupil.close();
    workers.close();
  }
}
