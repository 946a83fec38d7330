package dev.ponder.api;

import dev.ponder.core.Metric;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// Counts what batches do.
final class BatchTally {
  private final LongAdder answered = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final AtomicInteger running = new AtomicInteger();

  void line(boolean succeeded) {
    (succeeded ? answered : failed).increment();
  }

  void began() {
    running.incrementAndGet();
  }

  void ended() {
    running.decrementAndGet();
  }

  List<Metric> metrics() {
    return List.of(
        new Metric(
            "ponder_batch_lines_total",
            "Lines of batches that have a result, by what it is.",
            Metric.Type.COUNTER,
            List.of(sample("answered", answered), sample("failed", failed))),
        Metric.of(
            "ponder_batches_running",
            "Batches that are being worked on.",
            Metric.Type.GAUGE,
            running.get()));
  }

  private static Metric.Sample sample(String result, LongAdder count) {
    return new Metric.Sample(Map.of("result", result), count.sum());
  }
}
