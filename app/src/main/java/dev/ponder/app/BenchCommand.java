package dev.ponder.app;

import dev.ponder.core.Json;
import dev.ponder.model.ModelNeeds;
import java.io.PrintWriter;
import java.nio.file.Path;
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
      "  ponder bench --model model.gguf --streams 16 --json"
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

  BenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    Path file = model.file(console);
    Benchmark benchmark =
        new Benchmark(
            atLeast(1, "--prompt", prompt),
            atLeast(1, "--generate", generate),
            atLeast(1, "--repetitions", repetitions));
    atLeast(0, "--streams", streams);
    Capacity capacity = new Capacity(threads.count(), benchmark.positions(), 1, cacheType.type());
    ModelNeeds needs = LocalModel.needs(file, capacity.modelOptions());
    try (LocalModel local = LocalModel.fitting(file, capacity)) {
      BenchmarkResult result = benchmark.run(local, Inspection.of(file).mainType());
      Optional<StreamsResult> side =
          streams == 0 ? Optional.empty() : Optional.of(benchmark.streams(local, needs, streams));
      if (json) {
        Json.Builder out = result.json();
        side.ifPresent(measured -> out.put("streams", measured.json()));
        console.out().println(out.build().text());
      } else {
        print(result, side);
      }
    }
    return 0;
  }

  private void print(BenchmarkResult result, Optional<StreamsResult> side) {
    PrintWriter out = console.out();
    out.printf(
        "%s %s, %d threads, %s kernels%n",
        result.model(), result.format(), result.threads(), result.kernels());
    row("prompt of " + prompt, result.promptSpeed());
    row("generation of " + generate, result.generationSpeed());
    side.ifPresent(measured ->
        out.printf(
            "%-20s %10.1f tokens/s together; a single one %.1f%n",
            measured.count() + " side by side", measured.together(), measured.single()));
    out.printf(
        "loaded in %.2f s, warm after %.2f s",
        result.loading().toMillis() / 1e3, result.warmUp().toMillis() / 1e3);
    result
        .memory()
        .ifPresent(memory ->
            out.printf(
                "; resident at most %s, now %s beyond mapped files",
                Sizes.text(memory.peak()), Sizes.text(memory.anonymous())));
    out.println();
  }

  private void row(String what, Spread speed) {
    console
        .out()
        .printf(
            "%-20s %10.1f tokens/s (%.1f to %.1f)%n",
            what, speed.median(), speed.least(), speed.most());
  }

  private static int atLeast(int least, String option, int value) {
    if (value < least) {
      throw new Mistake(option + " must be at least " + least + ", not " + value);
    }
    return value;
  }
}
