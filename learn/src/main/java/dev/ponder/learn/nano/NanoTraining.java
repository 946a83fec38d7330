package dev.ponder.learn.nano;

import dev.ponder.compute.Format;
import dev.ponder.compute.Workers;
import dev.ponder.curriculum.Curriculum;
import dev.ponder.curriculum.Subject;
import dev.ponder.learn.ContentDigest;
import dev.ponder.model.gguf.GgufValue;
import dev.ponder.train.Parameter;
import dev.ponder.train.TrainableTransformer;
import dev.ponder.train.optimise.Optimisation;
import dev.ponder.train.optimise.Schedule;
import dev.ponder.train.run.Budget;
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
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/// Makes ponder-nano: learns a vocabulary, then the lessons by imitation, and writes the file that
/// serves. Everything is kept in a folder, from which the same order goes on where it was stopped.
///
/// One thread uses it.
public final class NanoTraining implements AutoCloseable {
  /// Of the budget that the rate takes to rise, and to fall.
  private static final double WARM_UP = 0.01;

  private static final double DECAY = 0.3;

  private static final Duration BETWEEN_CHECKPOINTS = Duration.ofMinutes(2);
  private static final int STEPS_BETWEEN_EXAMINATIONS = 250;
  private static final int EXAMINED = 250;
  private static final int LESSONS_COMPARED = 200;

  private final Order order;
  private final NanoVocabulary vocabulary;
  private final NanoRecipe recipe;
  private final Workers workers;
  private final TrainableTransformer model;
  private final Trainer trainer;

  /// What to make.
  ///
  /// @param folder of the vocabulary, checkpoints and metrics; made if it is not there
  /// @param threads that compute
  public record Order(NanoSize size, Path folder, Budget budget, long seed, int threads) {}

  private NanoTraining(Order order, NanoVocabulary vocabulary, NanoRecipe recipe) {
    this.order = order;
    this.vocabulary = vocabulary;
    this.recipe = recipe;
    workers = new Workers(order.threads());
    model =
        TrainableTransformer.random(
            order.size().shape(vocabulary.tokenizer().size()), order.seed(), workers);
    trainer = new Trainer(model, Optimisation.standard(), workers);
  }

  /// Gets everything ready. The first time, this takes seconds, since the vocabulary is learned.
  ///
  /// @param notices is told what takes time
  /// @throws UncheckedIOException when the folder cannot be used
  public static NanoTraining prepare(Order order, Consumer<String> notices) {
    List<Subject> subjects = Curriculum.subjects();
    try {
      Files.createDirectories(order.folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path file = order.folder().resolve("vocabulary.gguf");
    if (!Files.exists(file)) {
      notices.accept("learning the vocabulary");
      Mix mix =
          NanoRecipe.mix(subjects, NanoVocabulary.ofBytes().transcriber(1 << 14), order.seed());
      NanoVocabulary.learned(
              mix, order.size().vocabulary(), order.size().lessonsRead(), order.seed())
          .write(file);
    }
    NanoVocabulary vocabulary = NanoVocabulary.read(file);
    NanoRecipe recipe =
        NanoRecipe.of(
            subjects,
            vocabulary.transcriber(NanoRecipe.LONGEST),
            order.seed(),
            order.size().tokensPerStep());
    return new NanoTraining(order, vocabulary, recipe);
  }

  /// What is learned.
  public long parameters() {
    return model.parameters().stream()
        .mapToLong(parameter -> (long) parameter.rows() * parameter.columns())
        .sum();
  }

  /// Learning from worked examples, which goes on from the folder's newest checkpoint. To be run
  /// once.
  public TrainingRun imitation() {
    RunSettings settings =
        new RunSettings(
            order.folder().resolve("imitation"),
            order.budget(),
            new Schedule.WarmupStableDecay(WARM_UP, DECAY),
            configuration(),
            BETWEEN_CHECKPOINTS,
            STEPS_BETWEEN_EXAMINATIONS,
            operationsPerToken());
    return new TrainingRun(
        trainer,
        place -> recipe.batch(place.step(), place.used()),
        Examination.ofLosses(recipe.heldOut(EXAMINED)),
        settings);
  }

  private Map<String, String> configuration() {
    return Map.of(
        "model", order.size().name(),
        "seed", Long.toString(order.seed()),
        "vocabulary", Integer.toHexString(vocabulary.keys().hashCode()),
        "lessons", lessons());
  }

  /// Tells whether the exercises are still what they were when a run began.
  private String lessons() {
    return ContentDigest.of(
        LongStream.range(0, LESSONS_COMPARED)
            .mapToObj(number -> recipe.example(number).example().tokens())
            .toList());
  }

  /// Twice the multiplications of the matrices forwards, and twice that backwards.
  private double operationsPerToken() {
    long multiplied =
        model.parameters().stream()
            .filter(parameter -> parameter.role() != Parameter.Role.VECTOR)
            .mapToLong(parameter -> (long) parameter.rows() * parameter.columns())
            .sum();
    return 6.0 * multiplied;
  }

  /// Writes the model as it is now, ready to be served.
  ///
  /// @param format of the matrices: F32, F16 or Q8_0
  /// @param name what the model calls itself
  /// @throws UncheckedIOException when there is not enough space or writing fails
  public void write(Path file, Format format, String name) {
    Map<String, GgufValue> metadata = new LinkedHashMap<>();
    put(metadata, "general.name", name);
    put(
        metadata,
        "general.description",
        "a small reasoning model for arithmetic, word problems, JSON and tool demos");
    put(metadata, "general.author", "the Ponder project");
    put(metadata, "general.license", "apache-2.0");
    put(
        metadata,
        "general.source.description",
        "trained by Ponder from exercises that Ponder generates; no third-party text");
    put(metadata, "ponder.recipe", order.size().name().toLowerCase(Locale.ROOT));
    metadata.put("ponder.seed", new GgufValue.Int(order.seed()));
    metadata.put("ponder.steps", new GgufValue.Int(trainer.steps()));
    metadata.putAll(vocabulary.keys());
    model.write(file, format, metadata);
  }

  private static void put(Map<String, GgufValue> metadata, String key, String value) {
    metadata.put(key, new GgufValue.Str(value));
  }

  @Override
  public void close() {
    workers.close();
  }
}
