package dev.ponder.app;

import dev.ponder.compute.Format;
import dev.ponder.curriculum.Area;
import dev.ponder.learn.reinforcement.Plan;
import dev.ponder.learn.reinforcement.PracticeRun;
import dev.ponder.train.run.Budget;
import dev.ponder.train.run.ChangedRunException;
import dev.ponder.train.run.TrainingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ponder practise`: reinforcement learning from exercises whose answers can be checked.
@Command(
    name = "practise",
    aliases = "practice",
    description = {
      "Let a model practise: it answers exercises, and what was right becomes likelier.",
      "Stopped or killed, it goes on where it was when the same command is given again."
    },
    footer = {
      "",
      "Examples:",
      "  ponder practise --model ponder-nano.gguf --output better.gguf --minutes 15",
      "  ponder practise -m ponder-nano.gguf -o better.gguf --steps 40 --areas word_problems"
    })
final class PractiseCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ModelOption model = new ModelOption();
  @Mixin private ThreadsOption threads = new ThreadsOption();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "The file of the model that has practised.")
  private Path output = Path.of("");

  @Option(
      names = "--minutes",
      defaultValue = "15",
      paramLabel = "N",
      description = "How long to practise (default: ${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps to take instead; the same seed then gives the same model.")
  private @Nullable Long steps;

  @Option(
      names = "--rate",
      defaultValue = "" + PracticeRun.USUAL_RATE,
      paramLabel = "RATE",
      description = "Learning rate (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--areas",
      split = ",",
      paramLabel = "AREA",
      description = "What to practise, of ${COMPLETION-CANDIDATES} (default: all but chat).")
  private Set<Area> areas = Practising.USUAL;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "What exercises and answers follow from (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--run",
      paramLabel = "FOLDER",
      description = "Where checkpoints and metrics are kept (default: FILE.run beside the file).")
  private @Nullable Path run;

  @Option(
      names = "--type",
      defaultValue = "F16",
      paramLabel = "TYPE",
      description = "Of the matrices: F32, F16 or Q8_0 (default: ${DEFAULT-VALUE}).")
  private Format type = Format.F16;

  PractiseCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    TrainedFile target = new TrainedFile(output, type);
    target.check();
    Path folder = run == null ? output.resolveSibling(output.getFileName() + ".run") : run;
    PracticeRun.Order order =
        new PracticeRun.Order(
            model.file(console), folder, budget(), rate(), Plan.of(seed), threads.count());
    try {
      return new Practising(console, areas).run(order, target);
    } catch (ChangedRunException e) {
      throw Learning.changed(e, "another --run");
    } catch (TrainingException e) {
      throw new Mistake(Failures.text(e));
    }
  }

  private double rate() {
    if (!(rate > 0 && rate <= 1)) {
      throw new Mistake("--rate must be more than 0 and at most 1, not " + rate);
    }
    return rate;
  }

  private Budget budget() {
    if (steps != null) {
      if (steps < 1) {
        throw new Mistake("--steps must be at least 1, not " + steps);
      }
      return new Budget.Steps(steps);
    }
    return Learning.minutes("--minutes", minutes);
  }
}
