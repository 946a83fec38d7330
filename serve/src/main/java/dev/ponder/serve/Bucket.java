package dev.ponder.serve;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A supply that fills up at an even rate, a whole capacity per minute. It may be overdrawn.
/// Thread-safe.
final class Bucket {
  private static final double MINUTE_NANOS = 60e9;

  private final long capacity;
  private final InstantSource clock;
  private double level;
  private Instant filled;

  Bucket(long capacity, InstantSource clock) {
    this.capacity = capacity;
    this.clock = clock;
    this.level = capacity;
    this.filled = clock.instant();
  }

  long capacity() {
    return capacity;
  }

  /// How much there is; negative when overdrawn.
  synchronized double level() {
    Instant now = clock.instant();
    // A clock that was set back must not empty it.
    double passed = Math.max(0, Duration.between(filled, now).toNanos());
    level = Math.min(capacity, level + passed * capacity / MINUTE_NANOS);
    filled = now;
    return level;
  }

  /// Takes one, if there is one.
  synchronized boolean take() {
    if (level() < 1) {
      return false;
    }
    level--;
    return true;
  }

  /// Takes that many, whether or not they are there.
  synchronized void use(long count) {
    level = level() - count;
  }

  /// How long until there is one.
  Duration untilOne() {
    return until(1);
  }

  /// How long until nothing is missing.
  Duration untilFull() {
    return until(capacity);
  }

  private Duration until(double target) {
    double missing = Math.max(0, target - level());
    return Duration.ofNanos((long) Math.ceil(missing * MINUTE_NANOS / capacity));
  }
}
