package dev.ponder.app;

import dev.ponder.compute.Ceilings;
import dev.ponder.core.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ponder bench`: how fast a model runs here.
@Command(
    name = "bench",
    description = "Measure prompt processing and generation, after a warm-up.",
    footer = {
      "",
      "Examples:",
      "  ponder bench --model model.gguf --threads 2 --prompt 512 --generate 128",
      "  ponder bench --model model.gguf --streams 8,32 --prompt 128 --json",
      "  ponder bench --model model.gguf --second-turn",
      "  ponder bench --model model.gguf --edit",
      "  ponder bench --model model.gguf --report speed"
    })
final class BenchCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ModelOption model = new ModelOption();
  @Mixin private ThreadsOption threads = new ThreadsOption();
  @Mixin private CacheTypeOption cacheType = new CacheTypeOption();

  @Option(
      names = "--prompt",
      defaultValue = "512",
      paramLabel = "N",
      description = "Prompt tokens (default: ${DEFAULT-VALUE}).")
  private int prompt;

  @Option(
      names = "--generate",
      defaultValue = "128",
      paramLabel = "N",
      description = "Tokens to generate after the prompt (default: ${DEFAULT-VALUE}).")
  private int generate;

  @Option(
      names = "--repetitions",
      defaultValue = "3",
      paramLabel = "N",
      description = "Measured runs (default: ${DEFAULT-VALUE}).")
  private int repetitions;

  @Mixin private PartOptions parts = new PartOptions();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private ReportOptions report = new ReportOptions();

  BenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path file = model.file(console);
    Optional<ReportOrder> order = report.order();
    if (order.isPresent()) {
      parts.checkNone();
    }
    BenchPart part = parts.part();
    Benchmark benchmark = benchmark(part);
    Capacity capacity = new Capacity(threads.count(), benchmark.positions(), 1, cacheType.type());
    try (LocalModel local = LocalModel.fitting(file, capacity)) {
      Inspection inspection = Inspection.of(file);
      if (order.isPresent()) {
        return report(new ReportRun(local, inspection, benchmark, order.get()), order.get(), file);
      }
      measure(part, new PartRun(local, inspection, benchmark));
    }
    return 0;
  }

  private Benchmark benchmark(BenchPart part) {
    return new Benchmark(
        atLeast(1, "--prompt", prompt),
        atLeast(1, "--generate", generate),
        atLeast(1, "--repetitions", repetitions),
        switch (part) {
          case BenchPart.Speed(Benchmark.Reading reading) -> reading;
          case BenchPart.Streams _, BenchPart.Turns _, BenchPart.Guessing _ ->
              Benchmark.Reading.EACH_RUN;
        });
  }

  private void measure(BenchPart part, PartRun run) throws InterruptedException {
    switch (part) {
      case BenchPart.Speed _ -> {
        BenchmarkResult result = run.speed();
        show(result.json(), printer -> printer.print(result));
      }
      case BenchPart.Streams(List<Integer> counts) -> {
        StreamsResult result = run.streams(counts);
        show("streams", result.json(), run.subject(), result.table());
      }
      case BenchPart.Turns(SecondTurn.Shape shape) -> {
        SecondTurn result = run.turns(shape);
        show("second_turn", result.json(), run.subject(), result.table());
      }
      case BenchPart.Guessing _ -> {
        GuessingResult result = run.guessing();
        show("guessing", result.json(), run.subject(), result.table());
      }
    }
  }

  private void show(String key, Json result, BenchSubject subject, List<List<String>> table) {
    show(subject.json().put(key, result), printer -> printer.print(subject, table));
  }

  private void show(Json.Builder result, Consumer<BenchPrinter> table) {
    if (json) {
      console.out().println(result.build().text());
    } else {
      table.accept(new BenchPrinter(console.out()));
    }
  }

  private int report(ReportRun run, ReportOrder order, Path file) throws IOException {
    String digest = new Fingerprint(console).sha256(file, Optional.empty(), console);
    ReportRun.Measured measured;
    try (Interruption _ = new Interruption();
        BenchProgress progress = new BenchProgress(console)) {
      measured = run.measure(Ceilings.Effort.USUAL, progress);
    } catch (InterruptedException e) {
      console.err().println("interrupted; nothing was written");
      console.err().flush();
      return Interruption.CODE;
    }
    BenchReport written = new BenchReport(measured, Machine.here(), digest, Instant.now());
    written.write(order.folder());
    if (json) {
      console.out().println(written.json().text());
    } else {
      new BenchPrinter(console.out()).print(written);
      console.err().printf("written to %s%n", order.folder());
    }
    return 0;
  }

  private static int atLeast(int least, String option, int value) {
    if (value < least) {
      throw new Mistake(option + " must be at least " + least + ", not " + value);
    }
    return value;
  }
}
