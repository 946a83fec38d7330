package dev.ponder.app;

import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Curriculum;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Subject;
import dev.ponder.learn.evaluation.Evaluation;
import dev.ponder.learn.evaluation.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ponder eval`: how good the model that ships is, and what its thinking is worth.
@Command(
    name = "eval",
    description = {
      "Examine a model on exercises that Ponder makes up and no model has learned from.",
      "It tells accuracy by subject, effort and tool, several short answers for the price of a",
      "long one, answers after thoughts that are not the question's own, and JSON held to a schema."
    },
    footer = {
      "",
      "Examples:",
      "  ponder eval nano",
      "  ponder eval nano --samples 500 --areas arithmetic,word_problems --output results",
      "  ponder eval nano --model better.gguf --against ponder-nano"
    })
final class EvalCommand implements Callable<Integer> {
  private static final int MOST_SAMPLES = 10_000;
  private static final long BETWEEN_LINES_NANOS = 20_000_000_000L;

  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "EXAM",
      description = "What to examine by: nano, the curriculum of the model that ships.")
  private Exam exam = Exam.NANO;

  /// What a model can be examined by.
  enum Exam {
    NANO
  }

  @Mixin private ModelOption model = new ModelOption();
  @Mixin private ThreadsOption threads = new ThreadsOption();

  @Option(
      names = "--against",
      paramLabel = "MODEL",
      description = "Another model, which is asked the same; differences are shown.")
  private @Nullable String against;

  @Option(
      names = "--samples",
      defaultValue = "60",
      paramLabel = "N",
      description =
          "Questions of each subject, effort and tool, fewer where there are not as many different"
              + " ones (default: ${DEFAULT-VALUE}).")
  private int samples;

  @Option(
      names = "--areas",
      split = ",",
      paramLabel = "AREA",
      description = "What to examine, of ${COMPLETION-CANDIDATES} (default: all).")
  private Set<Area> areas = EnumSet.allOf(Area.class);

  @Option(
      names = "--split",
      defaultValue = "HELD_OUT",
      paramLabel = "SPLIT",
      description =
          "held_out, told in words that nothing is learned from, or training (default: held_out).")
  private Split split = Split.HELD_OUT;

  @Option(
      names = "--seed",
      defaultValue = "2026",
      paramLabel = "N",
      description = "What questions follow from (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description = "Where to write evaluation.json, evaluation.csv and the pictures.")
  private @Nullable Path output;

  private Optional<Report> known = Optional.empty();

  EvalCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Evaluation.Order order = order();
    makeFolder();
    Report report;
    try (Interruption _ = new Interruption();
        ProgressBar bar = new ProgressBar(console, "Examining")) {
      report = Evaluation.run(order, new Shown(bar));
    } catch (InterruptedException stopped) {
      known.ifPresent(this::print);
      throw stopped;
    }
    print(report);
    if (output != null) {
      report.write(output);
      console.err().printf("written to %s%n", output);
    }
    return 0;
  }

  private Evaluation.Order order() {
    if (samples < 1 || samples > MOST_SAMPLES) {
      throw new Mistake(
          "--samples must be between 1 and %,d, not %d".formatted(MOST_SAMPLES, samples));
    }
    return new Evaluation.Order(
        model.fileOrBuiltIn(console),
        Optional.ofNullable(against).map(new ModelFiles(console)::find),
        subjects(),
        split,
        samples,
        seed,
        threads.count());
  }

  /// Before anything is asked, which takes minutes.
  private void makeFolder() throws IOException {
    if (output != null) {
      if (Files.exists(output) && !Files.isDirectory(output)) {
        throw new Mistake(output + ": is a file, not a folder");
      }
      Files.createDirectories(output);
    }
  }

  /// What is known already is not lost when the rest is never asked.
  private void keep(Report soFar) {
    known = Optional.of(soFar);
    if (output != null) {
      try {
        soFar.write(output);
      } catch (IOException e) {
        console.err().println(Failures.text(e));
      }
    }
  }

  private List<Subject> subjects() {
    List<Subject> examined =
        Curriculum.subjects().stream().filter(one -> areas.contains(one.area())).toList();
    if (examined.isEmpty()) {
      throw new Mistake("--areas names nothing to examine");
    }
    return examined;
  }

  /// Progress with the time left: a bar on a terminal, elsewhere a line from time to time.
  private final class Shown implements Evaluation.Progress {
    private final ProgressBar bar;
    private final long start = System.nanoTime();
    private long told = start;

    Shown(ProgressBar bar) {
      this.bar = bar;
    }

    @Override
    public void answered(long done, long total) {
      long now = System.nanoTime();
      String detail = "%,d of %,d answers%s".formatted(done, total, left(now - start, done, total));
      bar.update(done, total, detail);
      if (!console.isTerminal(Console.Channel.ERR) && now - told > BETWEEN_LINES_NANOS) {
        told = now;
        console.err().println(detail);
        console.err().flush();
      }
    }

    @Override
    public void found(Report soFar) {
      keep(soFar);
    }
  }

  /// The first answers to come are no measure: they wait for all those beside them.
  private static String left(long nanos, long done, long total) {
    if (done < total / 20) {
      return "";
    }
    Duration left = Duration.ofNanos((long) (nanos * ((double) (total - done) / done)));
    return ", " + Durations.text(left) + " left";
  }

  private void print(Report report) {
    PrintWriter out = console.out();
    if (!report.complete()) {
      out.println("Stopped before the end; this is what was known.");
    }
    out.printf(
        "%s, %s questions: right %% [95 %% interval] and mean tokens of thought%n%n",
        report.model(), split == Split.HELD_OUT ? "held-out" : "training");
    new Table(report.table()).print(out);
    section("Against the other model, in percentage points", report.differences());
    section("Several answers for the price of one", report.votesTable());
    section("Right % after a thought that was", report.shamsTable());
    section("", report.structuredTable());
    out.flush();
  }

  private void section(String title, List<List<String>> rows) {
    if (rows.size() > 1) {
      console.out().println();
      if (!title.isEmpty()) {
        console.out().println(title);
      }
      new Table(rows).print(console.out());
    }
  }
}
