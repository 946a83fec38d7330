package dev.ponder.learn.reinforcement;

import dev.ponder.compute.Format;
import dev.ponder.compute.Workers;
import dev.ponder.core.Json;
import dev.ponder.learn.ContentDigest;
import dev.ponder.learn.ServedModel;
import dev.ponder.learn.TranscriptVoice;
import dev.ponder.model.gguf.GgufFile;
import dev.ponder.model.gguf.GgufValue;
import dev.ponder.reason.Transcripts;
import dev.ponder.train.TrainableTransformer;
import dev.ponder.train.optimise.Optimisation;
import dev.ponder.train.optimise.Schedule;
import dev.ponder.train.run.Budget;
import dev.ponder.train.run.Checkpoint;
import dev.ponder.train.run.Checkpoints;
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
import java.util.OptionalLong;
import java.util.function.Function;

/// Practice of the model in a file, kept in a folder from which the same order goes on where it was
/// stopped. One thread uses it.
public final class PracticeRun implements AutoCloseable {
  /// AdamW's rate in practice, a fifteenth of that in imitation.
  public static final double USUAL_RATE = 2e-4;

  private static final Duration BETWEEN_CHECKPOINTS = Duration.ofMinutes(2);

  /// Answers computed side by side. The products of small models are fast only in large batches.
  private static final int PARALLEL = 256;

  /// Of the budget that the rate takes to rise; and its share at the end, without which runs of
  /// this kind are known to collapse late.
  private static final double WARM_UP = 0.05;

  private static final double LAST_SHARE = 0.1;

  private final Order order;
  private final Workers workers;
  private final Map<String, GgufValue> metadata;
  private final TrainableTransformer model;
  private final Trainer trainer;
  private final Practice practice;
  private final String cells;

  /// What to practise with.
  ///
  /// @param model to begin with
  /// @param folder of checkpoints and metrics; made if it is not there
  /// @param rate of AdamW
  /// @param threads that compute
  public record Order(
      Path model, Path folder, Budget budget, double rate, Plan plan, int threads) {}

  private PracticeRun(
      Order order,
      List<Cell> cells,
      Function<Transcripts, Practice.Replay> replay,
      Workers workers) {
    this.order = order;
    this.workers = workers;
    this.cells =
        ContentDigest.of(Json.of(cells.stream().map(cell -> Json.of(cell.name())).toList()));
    metadata = metadata(order.model());
    model = TrainableTransformer.read(order.model(), workers);
    trainer = new Trainer(model, Optimisation.adam(order.rate()), workers);
    Transcripts transcripts;
    try (ServedModel served = ServedModel.open(order.model(), 1, 1)) {
      transcripts = Transcripts.of(served.loaded());
    }
    practice =
        new Practice(
            order.plan(),
            cells,
            new TranscriptVoice(transcripts),
            new EngineRollouts(
                file -> write(file, Format.F32, Map.of()),
                order.folder().resolve("policy.gguf"),
                order.threads(),
                PARALLEL),
            replay.apply(transcripts));
  }

  /// Gets everything ready.
  ///
  /// @param cells what to practise
  /// @param replay worked examples in the model's own tokens
  /// @throws dev.ponder.model.UnusableModelException when the file holds no model that can be
  ///   trained
  /// @throws UncheckedIOException when file or folder cannot be used
  public static PracticeRun prepare(
      Order order, List<Cell> cells, Function<Transcripts, Practice.Replay> replay) {
    try {
      Files.createDirectories(order.folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Workers workers = new Workers(order.threads());
    try {
      return new PracticeRun(order, cells, replay, workers);
    } catch (RuntimeException | Error e) {
      workers.close();
      throw e;
    }
  }

  private static Map<String, GgufValue> metadata(Path file) {
    try (GgufFile open = GgufFile.open(file)) {
      return new LinkedHashMap<>(open.metadata().values());
    }
  }

  /// The training run, which goes on from the folder's newest checkpoint. To be run once.
  public TrainingRun training() {
    return new TrainingRun(
        trainer,
        practice,
        practice,
        new RunSettings(
            order.folder(),
            order.budget(),
            new Schedule.Cosine(WARM_UP, LAST_SHARE),
            Map.of(
                "model", ContentDigest.of(order.model()),
                "plan", order.plan().toString(),
                "cells", cells,
                "rate", Double.toString(order.rate())),
            BETWEEN_CHECKPOINTS,
            1,
            0));
  }

  /// Takes the weights of the step that was best at the questions that are not practised.
  ///
  /// @return that step; empty when none was validated, and the last weights stay
  public OptionalLong keepBest() {
    Optional<Checkpoint> best = Checkpoints.in(order.folder()).best();
    best.ifPresent(checkpoint -> checkpoint.restore(model.parameters()));
    return best.isEmpty() ? OptionalLong.empty() : OptionalLong.of(best.get().standing().step());
  }

  /// Writes the model as it is now, with everything that the first file says of it.
  ///
  /// @param format of the matrices: F32, F16 or Q8_0
  /// @param more metadata that is new or replaces some
  /// @throws UncheckedIOException when there is not enough space or writing fails
  public void write(Path file, Format format, Map<String, GgufValue> more) {
    Map<String, GgufValue> all = new LinkedHashMap<>(metadata);
    all.putAll(more);
    model.write(file, format, all);
  }

  @Override
  public void close() {
    workers.close();
  }
}
