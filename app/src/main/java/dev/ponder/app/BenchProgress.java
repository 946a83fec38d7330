package dev.ponder.app;

import java.time.Duration;
import java.util.List;

/// How far a report is, and about how long it still takes: a bar on a terminal, elsewhere a line
/// from time to time.
final class BenchProgress implements AutoCloseable {
  private static final long BETWEEN_LINES_NANOS = 20_000_000_000L;

  /// Part of the whole that tells how long the rest takes.
  private static final double TELLING = 0.05;

  private final Console console;
  private final ProgressBar bar;
  private long told = System.nanoTime();
  private long start = told;
  private long since = told;
  private List<Phase> phases = List.of();
  private int current;

  BenchProgress(Console console) {
    this.console = console;
    this.bar = new ProgressBar(console, "Measuring");
  }

  /// A part of the whole and how long it should take.
  record Phase(String what, double seconds) {}

  /// Says what there is to do; the first phase is under way.
  void plan(List<Phase> all) {
    phases = List.copyOf(all);
    current = 0;
    start = System.nanoTime();
    since = start;
    tick();
  }

  /// The next phase begins.
  void next() {
    current++;
    since = System.nanoTime();
    tick();
  }

  /// Shows the time that has gone by.
  void tick() {
    if (current >= phases.size()) {
      return;
    }
    long now = System.nanoTime();
    double total = seconds(0, phases.size());
    double spent = Math.min((now - since) / 1e9, phases.get(current).seconds());
    double done = seconds(0, current) + spent;
    String line =
        "%s, about %s left"
            .formatted(phases.get(current).what(), Durations.text(left(done, total)));
    bar.update(Math.round(done * 1000), Math.round(total * 1000), line);
    if (!console.isTerminal(Console.Channel.ERR) && now - told > BETWEEN_LINES_NANOS) {
      told = now;
      console.err().println(line);
      console.err().flush();
    }
  }

  /// By what was expected, and once there is something to go by, by how long that took.
  private Duration left(double done, double total) {
    double pace = done < total * TELLING ? 1 : (System.nanoTime() - start) / 1e9 / done;
    return Duration.ofMillis(Math.round((total - done) * pace * 1000));
  }

  private double seconds(int from, int to) {
    return phases.subList(from, to).stream().mapToDouble(Phase::seconds).sum();
  }

  /// Removes the bar.
  @Override
  public void close() {
    bar.close();
  }
}
