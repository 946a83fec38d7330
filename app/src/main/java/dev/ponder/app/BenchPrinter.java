package dev.ponder.app;

import java.io.PrintWriter;
import java.util.List;

/// Shows people what a benchmark found.
record BenchPrinter(PrintWriter out) {

  /// Speeds, and what starting took.
  void print(BenchmarkResult result) {
    Benchmark benchmark = result.benchmark();
    out.println(result.subject().text());
    row("prompt of " + benchmark.prompt(), result.promptSpeed());
    row("generation of " + benchmark.generate(), result.generationSpeed());
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

  /// A part that has a table of its own.
  void print(BenchSubject subject, List<List<String>> table) {
    out.println(subject.text());
    new Table(table).print(out);
    out.flush();
  }

  /// Speeds, and everything else in short.
  void print(BenchReport report) {
    print(report.measured().speed());
    section(report.rooflineTable());
    section(report.streamsTable());
    section(report.mixedTable());
    section(report.measured().turns().table());
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
