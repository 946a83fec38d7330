package dev.ponder.app;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// How fast bytes have come in the last seconds.
final class TransferRate {
  private static final long WINDOW_NANOS = 8_000_000_000L;
  private static final long STEP_NANOS = 200_000_000L;
  private static final double NANOS_PER_SECOND = 1e9;

  private record Point(long bytes, long nanos) {}

  private final Deque<Point> points = new ArrayDeque<>();
  private Point last = new Point(0, 0);

  /// Counting starts at so many bytes.
  void begin(long bytes, long nanos) {
    last = new Point(bytes, nanos);
    points.clear();
    points.add(last);
  }

  /// So many bytes are there now.
  void at(long bytes, long nanos) {
    if (bytes < last.bytes()) {
      begin(bytes, nanos);
      return;
    }
    last = new Point(bytes, nanos);
    if (nanos - points.getLast().nanos() >= STEP_NANOS) {
      points.add(last);
    }
    while (points.size() > 1 && nanos - points.getFirst().nanos() > WINDOW_NANOS) {
      points.removeFirst();
    }
  }

  /// Zero before anything is known.
  long bytesPerSecond() {
    Point first = points.isEmpty() ? last : points.getFirst();
    long nanos = last.nanos() - first.nanos();
    return nanos <= 0 ? 0 : (long) ((last.bytes() - first.bytes()) * NANOS_PER_SECOND / nanos);
  }

  /// How long so many more bytes would take.
  Optional<Duration> remaining(long bytes) {
    long speed = bytesPerSecond();
    return speed == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(bytes / speed));
  }
}
