package dev.ponder.app;

import dev.ponder.compute.Format;
import dev.ponder.learn.nano.NanoSize;
import dev.ponder.learn.nano.NanoTraining;
import dev.ponder.learn.reinforcement.Plan;
import dev.ponder.learn.reinforcement.PracticeRun;
import dev.ponder.train.run.Budget;
import dev.ponder.train.run.ChangedRunException;
import dev.ponder.train.run.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ponder train`: makes the model that ships with Ponder.
@Command(
    name = "train",
    description = {
      "Train the small model that ships with Ponder, from exercises that Ponder makes up.",
      "Stopped or killed, it goes on where it was when the same command is given again."
    },
    footer = {
      "",
      "Examples:",
      "  ponder train nano",
      "  ponder train nano --tokens 20000000 --seed 7 --run my-nano",
      "  ponder train miniature --minutes 1"
    })
final class TrainCommand implements Callable<Integer> {
  private static final double PRACTICE_MINUTES = 12;

  private final Console console;
  private final Learning learning;

  @Parameters(
      paramLabel = "MODEL",
      description = "nano, the one that ships, or miniature, which takes a minute and can little.")
  private NanoSize size = NanoSize.NANO;

  @Option(
      names = "--minutes",
      defaultValue = "88",
      paramLabel = "N",
      description =
          "Time to learn by imitation (default: ${DEFAULT-VALUE}). The machine's speed then decides"
              + " how much is learned; --tokens does not depend on it.")
  private double minutes;

  @Option(
      names = "--tokens",
      paramLabel = "N",
      description =
          "Tokens to learn from instead; with --practice-steps the same seed then gives the same"
              + " model.")
  private @Nullable Long tokens;

  @Option(
      names = "--practice-minutes",
      paramLabel = "N",
      description =
          "Time to practise what was learned, by reinforcement; 0 for none (default: 12, none for"
              + " miniature).")
  private @Nullable Double practiceMinutes;

  @Option(
      names = "--practice-steps",
      paramLabel = "N",
      description = "Steps of practice instead, which do not depend on the machine's speed.")
  private @Nullable Long practiceSteps;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "What exercises and first weights follow from (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--run",
      paramLabel = "FOLDER",
      description =
          "Where checkpoints and metrics are kept (default: ponder-nano-run in this folder).")
  private @Nullable Path run;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The model's file (default: ponder-nano.gguf in the run's folder).")
  private @Nullable Path output;

  @Option(
      names = "--type",
      defaultValue = "F16",
      paramLabel = "TYPE",
      description = "Of the matrices: F32, F16 or Q8_0 (default: ${DEFAULT-VALUE}).")
  private Format type = Format.F16;

  @Option(
      names = "--from-scratch",
      description = "Begin anew; an earlier run's folder is kept under another name.")
  private boolean fromScratch;

  @Mixin private ThreadsOption threads = new ThreadsOption();

  TrainCommand(Console console) {
    this.console = console;
    this.learning = new Learning(console);
  }

  @Override
  public Integer call() throws IOException {
    Path folder = run == null ? Path.of("ponder-" + name() + "-run") : run;
    Path file = output == null ? folder.resolve("ponder-" + name() + ".gguf") : output;
    TrainedFile target = new TrainedFile(file, type);
    if (output == null) {
      target.checkInNewFolder();
    } else {
      target.check();
    }
    Optional<Budget> practice = practice();
    NanoTraining.Order order =
        new NanoTraining.Order(size, folder, budget(), seed, threads.count());
    try {
      if (fromScratch) {
        learning.setAside(folder);
      }
      return train(order, practice, target);
    } catch (ChangedRunException e) {
      throw Learning.changed(e, "--from-scratch or another --run");
    } catch (TrainingException e) {
      throw new Mistake(Failures.text(e));
    }
  }

  /// First by imitation, then by practice of what that made, which stays in the folder to compare
  /// with.
  private int train(NanoTraining.Order order, Optional<Budget> practice, TrainedFile target)
      throws IOException {
    if (practice.isEmpty()) {
      return imitate(order, target);
    }
    TrainedFile imitation = new TrainedFile(order.folder().resolve("imitation.gguf"), type);
    int code = imitate(order, imitation);
    if (code != 0) {
      return code;
    }
    return new Practising(console, Practising.USUAL)
        .run(
            new PracticeRun.Order(
                imitation.file(),
                order.folder().resolve("practice"),
                practice.get(),
                PracticeRun.USUAL_RATE,
                Plan.of(seed),
                order.threads()),
            target);
  }

  private int imitate(NanoTraining.Order order, TrainedFile target) throws IOException {
    Path file = target.file();
    try (NanoTraining training = NanoTraining.prepare(order, learning::tell)) {
      learning.tell("%,d parameters, %d threads".formatted(training.parameters(), order.threads()));
      return learning.run(
          training.imitation(),
          new TrainingProgress(console, "what is never learned from"),
          finished -> {
            learning.tell(finished.sentence());
            training.write(file, type, "ponder-" + name());
            console.out().printf("%s: %s%n", file, Sizes.text(Files.size(file)));
          });
    }
  }

  private String name() {
    return size.name().toLowerCase(Locale.ROOT);
  }

  private Budget budget() {
    if (tokens != null) {
      if (tokens < 1) {
        throw new Mistake("--tokens must be at least 1, not " + tokens);
      }
      return new Budget.Tokens(tokens);
    }
    return Learning.minutes("--minutes", minutes);
  }

  private Optional<Budget> practice() {
    if (practiceSteps != null) {
      if (practiceSteps < 0) {
        throw new Mistake("--practice-steps must be at least 0, not " + practiceSteps);
      }
      return practiceSteps == 0 ? Optional.empty() : Optional.of(new Budget.Steps(practiceSteps));
    }
    double time = practiceMinutes == null ? usualPractice() : practiceMinutes;
    return time == 0 ? Optional.empty() : Optional.of(Learning.minutes("--practice-minutes", time));
  }

  private double usualPractice() {
    return switch (size) {
      case NANO -> PRACTICE_MINUTES;
      case MINIATURE -> 0;
    };
  }
}
