package dev.ponder.serve;

import java.time.Duration;

/// Counts durations in fixed buckets, from milliseconds to the minutes a model may think.
final class Histogram {
  private static final double[] BOUNDS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600
  };

  private final long[] counts = new long[BOUNDS.length + 1];
  private double sum;

  synchronized void record(Duration duration) {
    double seconds = duration.toNanos() / 1e9;
    int bucket = 0;
    while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
      bucket++;
    }
    counts[bucket]++;
    sum += seconds;
  }

  /// @param bounds upper, inclusive; one fewer than `counts`, whose last has no bound
  /// @param counts per bucket, not cumulative
  record Snapshot(double[] bounds, long[] counts, double sum) {}

  synchronized Snapshot snapshot() {
    return new Snapshot(BOUNDS.clone(), counts.clone(), sum);
  }
}
