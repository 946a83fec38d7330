package dev.ponder.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/// Shows people what a benchmark found.
record BenchPrinter(PrintWriter out) {

  /// Speeds, and what starting took.
  void print(BenchmarkResult result, Optional<StreamsResult> side) {
    Benchmark benchmark = result.benchmark();
    out.printf(
        "%s %s, %d threads, %s kernels%n",
        result.model(), result.format(), result.threads(), result.kernels());
    row("prompt of " + benchmark.prompt(), result.promptSpeed());
    row("generation of " + benchmark.generate(), result.generationSpeed());
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

  /// That, and everything else in short.
  void print(BenchReport report) {
    print(report.measured().speed(), Optional.empty());
    section(report.rooflineTable());
    section(report.streamsTable());
    section(report.mixedTable());
    out.flush();
  }

  private void section(List<List<String>> rows) {
    out.println();
    new Table(rows).print(out);
  }

  private void row(String what, Spread speed) {
    out.printf(
        "%-20s %10.1f tokens/s (%.1f to %.1f)%n",
        what, speed.median(), speed.least(), speed.most());
  }
}
