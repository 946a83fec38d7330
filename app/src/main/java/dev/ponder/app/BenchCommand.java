package dev.ponder.app;

import dev.ponder.compute.Ceilings;
import dev.ponder.core.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
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
      "  ponder bench --model model.gguf --streams 16 --json",
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

  @Option(
      names = "--streams",
      defaultValue = "0",
      paramLabel = "N",
      description = "Also measure N answers side by side against a single one.")
  private int streams;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private ReportOptions report = new ReportOptions();

  BenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path file = model.file(console);
    Benchmark benchmark =
        new Benchmark(
            atLeast(1, "--prompt", prompt),
            atLeast(1, "--generate", generate),
            atLeast(1, "--repetitions", repetitions));
    atLeast(0, "--streams", streams);
    Optional<ReportOrder> order = report.order();
    if (order.isPresent() && streams > 0) {
      throw new Mistake("--report takes --concurrency in place of --streams");
    }
    Capacity capacity = new Capacity(threads.count(), benchmark.positions(), 1, cacheType.type());
    try (LocalModel local = LocalModel.fitting(file, capacity)) {
      Inspection inspection = Inspection.of(file);
      if (order.isPresent()) {
        return report(new ReportRun(local, inspection, benchmark, order.get()), order.get(), file);
      }
      measure(local, inspection, benchmark);
    }
    return 0;
  }

  private void measure(LocalModel local, Inspection inspection, Benchmark benchmark)
      throws InterruptedException {
    BenchmarkResult result = benchmark.run(local, inspection.mainType(), Benchmark.Listener.NONE);
    Optional<StreamsResult> side =
        streams == 0
            ? Optional.empty()
            : Optional.of(benchmark.streams(local, inspection.file(), streams));
    if (json) {
      Json.Builder out = result.json();
      side.ifPresent(measured -> out.put("streams", measured.json()));
      console.out().println(out.build().text());
    } else {
      new BenchPrinter(console.out()).print(result, side);
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
