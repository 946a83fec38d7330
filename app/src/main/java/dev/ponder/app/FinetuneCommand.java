package dev.ponder.app;

import dev.ponder.compute.Format;
import dev.ponder.core.Effort;
import dev.ponder.learn.tuning.DataSetException;
import dev.ponder.learn.tuning.Method;
import dev.ponder.learn.tuning.Scope;
import dev.ponder.learn.tuning.Tuning;
import dev.ponder.model.ModelLoader;
import dev.ponder.train.run.ChangedRunException;
import dev.ponder.train.run.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ponder finetune`: a model learns from a user's examples.
@Command(
    name = "finetune",
    description = {
      "Have a model learn from your examples: answers to imitate (sft), pairs of a better and a"
          + " worse answer (dpo), or tasks whose answers a grader judges (reinforcement).",
      "The files are those of OpenAI's fine-tuning API. What is learned is a low-rank adapter beside"
          + " the model, or with --full all weights of a small model. Stopped or killed, it goes on"
          + " where it was when the same command is given again."
    },
    footer = {
      "",
      "Examples:",
      "  ponder finetune --model ponder-nano --data answers.jsonl --output mine.gguf",
      "  ponder finetune -m ponder-nano --data pairs.jsonl --method dpo --full -o mine.gguf",
      "  ponder finetune -m ponder-nano --data tasks.jsonl --method reinforcement"
          + " --grader grader.json -o mine.gguf"
    })
final class FinetuneCommand implements Callable<Integer> {
  private final Console console;
  private final Learning learning;

  @Mixin private ModelOption model = new ModelOption();
  @Mixin private TuningAmount amount = new TuningAmount();
  @Mixin private ThreadsOption threads = new ThreadsOption();

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "What to learn: JSON lines.")
  private Path data = Path.of("");

  @Option(
      names = "--validation",
      paramLabel = "FILE",
      description =
          "What to judge the model by, of the same kind (default: the first 100 of --data).")
  private @Nullable Path validation;

  @Option(
      names = "--method",
      defaultValue = "sft",
      paramLabel = "METHOD",
      description = "sft, dpo or reinforcement (default: ${DEFAULT-VALUE}).")
  private TuningWay way = TuningWay.SFT;

  @Option(
      names = "--grader",
      paramLabel = "FILE",
      description =
          "For reinforcement: a grader of OpenAI's API as JSON (string_check, text_similarity,"
              + " score_model or multi).")
  private @Nullable Path grader;

  @Option(
      names = "--group",
      defaultValue = "8",
      paramLabel = "N",
      description = "For reinforcement: answers to each task (default: ${DEFAULT-VALUE}).")
  private int group;

  @Option(
      names = "--beta",
      defaultValue = "0.1",
      paramLabel = "B",
      description =
          "For dpo: how much the model should stay what it was (default: ${DEFAULT-VALUE}).")
  private double beta;

  @Option(
      names = "--full",
      description = "Learn all weights, in single precision, and write a whole model.")
  private boolean full;

  @Option(
      names = "--rank",
      paramLabel = "R",
      description = "Of the adapter (default: 16, for reinforcement 4).")
  private @Nullable Integer rank;

  @Option(
      names = {"-e", "--effort"},
      defaultValue = "medium",
      paramLabel = "EFFORT",
      description =
          "With which the answers are given: low, medium or high (default: ${DEFAULT-VALUE}).")
  private Effort effort = Effort.MEDIUM;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The file of adapter or model (default: the model's name and the suffix).")
  private @Nullable Path output;

  @Option(
      names = "--run",
      paramLabel = "FOLDER",
      description = "Where checkpoints and metrics are kept (default: FILE.run beside the file).")
  private @Nullable Path run;

  @Option(
      names = "--from-scratch",
      description = "Begin anew; an earlier run's folder is kept under another name.")
  private boolean fromScratch;

  @Option(
      names = "--keep",
      paramLabel = "STEP",
      description =
          "Which step's weights are written: the best one on what the model is judged by, or the"
              + " last (default: best with --validation, last without).")
  private @Nullable KeptStep kept;

  @Option(
      names = "--suffix",
      defaultValue = "tuned",
      paramLabel = "NAME",
      description = "What is added to the model's name (default: ${DEFAULT-VALUE}).")
  private String suffix = "";

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "What the order of examples follows from (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--type",
      defaultValue = "F16",
      paramLabel = "TYPE",
      description = "With --full, of the matrices: F32, F16 or Q8_0 (default: ${DEFAULT-VALUE}).")
  private Format type = Format.F16;

  FinetuneCommand(Console console) {
    this.console = console;
    this.learning = new Learning(console);
  }

  @Override
  public Integer call() throws IOException {
    Path base = model.file(console);
    String name = name(base);
    Path file = output == null ? Path.of(name + ".gguf") : output;
    checkFiles(file);
    Path folder = run == null ? file.resolveSibling(file.getFileName() + ".run") : run;
    try (GraderModels models = new GraderModels(console, threads.count())) {
      Tuning.Order order = order(base, folder, method(models));
      if (fromScratch) {
        learning.setAside(folder);
      }
      return tune(order, file);
    } catch (ChangedRunException e) {
      throw Learning.changed(e, "--from-scratch or another --run");
    } catch (TrainingException | DataSetException e) {
      throw new Mistake(Failures.text(e));
    }
  }

  private int tune(Tuning.Order order, Path file) throws IOException {
    try (Tuning tuning = Tuning.prepare(order)) {
      String judged = validation == null ? "the first examples" : validation.toString();
      TuningReport report = new TuningReport(console, way, judged);
      learning.tell(
          "%s, %,d parameters, %d steps, %d threads"
              .formatted(
                  order.scope().text(), tuning.parameters(), tuning.steps(), threads.count()));
      report.hint(tuning).ifPresent(learning::tell);
      TuningProgress progress = new TuningProgress(console, tuning, judged);
      return learning.run(
          tuning.training(),
          progress,
          finished -> {
            learning.tell(finished.sentence());
            keep(tuning, report);
            tuning.write(file, type, full ? name(order.model()) : suffix.strip());
            report.figures(progress.before(), tuning.examine());
            tellHowToServe(file);
          });
    }
  }

  private void keep(Tuning tuning, TuningReport report) {
    KeptStep usual = validation == null ? KeptStep.LAST : KeptStep.BEST;
    KeptStep wanted = Optional.ofNullable(kept).orElse(usual);
    tuning
        .best()
        .ifPresent(best -> {
          learning.tell(report.best(best, wanted, tuning.steps()));
          if (wanted == KeptStep.BEST) {
            tuning.take(best);
          }
        });
  }

  private void tellHowToServe(Path file) throws IOException {
    console.out().printf("%s: %s%n", file, Sizes.text(Files.size(file)));
    String models = full ? file.toString() : "%s --adapter %s".formatted(model.text(), file);
    console.out().printf("serve it: ponder serve --model %s%n", models);
  }

  private Scope scope() {
    if (full) {
      if (rank != null) {
        throw new Mistake("--rank is of an adapter, and --full makes none");
      }
      return new Scope.Whole();
    }
    return new Scope.Adapter(Optional.ofNullable(rank).orElse(way.rank()));
  }

  private Tuning.Order order(Path base, Path folder, Method method) {
    try {
      return new Tuning.Order(
          base,
          data,
          Optional.ofNullable(validation),
          folder,
          method,
          scope(),
          amount.amount(),
          effort,
          seed,
          threads.count());
    } catch (IllegalArgumentException e) {
      throw mistake(e);
    }
  }

  private Method method(GraderModels models) throws IOException {
    if ((grader != null) != (way == TuningWay.REINFORCEMENT)) {
      throw new Mistake(
          grader == null
              ? "--method reinforcement takes a --grader"
              : "--grader goes with --method reinforcement only");
    }
    try {
      return switch (way) {
        case SFT -> new Method.Supervised();
        case DPO -> new Method.Preferences(beta);
        case REINFORCEMENT ->
            new GraderFile(Optional.ofNullable(grader).orElseThrow()).read(models, group);
      };
    } catch (IllegalArgumentException e) {
      throw mistake(e);
    }
  }

  private static Mistake mistake(IllegalArgumentException e) {
    Mistake mistake = new Mistake(Failures.text(e));
    mistake.initCause(e);
    return mistake;
  }

  private String name(Path base) {
    String own = suffix.strip();
    if (own.isEmpty() || own.length() > 64) {
      throw new Mistake("--suffix must be 1 to 64 characters long");
    }
    return ModelName.of(ModelLoader.name(base) + "-" + own);
  }

  private void checkFiles(Path file) {
    new TrainedFile(file, type).check();
    for (Path given : validation == null ? List.of(data) : List.of(data, validation)) {
      if (!Files.isRegularFile(given) || !Files.isReadable(given)) {
        throw new Mistake(given + ": no such file, or none that can be read");
      }
    }
  }
}
