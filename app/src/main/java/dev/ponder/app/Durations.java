package dev.ponder.app;

import java.time.Duration;

/// Lengths of time as people read them.
final class Durations {
  private Durations() {}

  /// Such as `42 s`, `3 min 5 s` or `2 h 10 min`.
  static String text(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return "%d min %d s".formatted(seconds / 60, seconds % 60);
    }
    return "%d h %d min".formatted(seconds / 3600, seconds / 60 % 60);
  }
}
