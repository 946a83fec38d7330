package dev.ponder.app;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lengths of time as people read them.
final class Durations {
  private static final Pattern TIME = Pattern.compile("(?<count>[0-9]{1,9})(?<unit>[smhd])");
  private static final Duration LONGEST = Duration.ofDays(365_000);

  private Durations() {}

  /// Reads a number and its unit, as in `90m`, `12h` or `30d`; `0` needs none. Empty when the text
  /// is something else, or longer than a thousand years.
  static Optional<Duration> parse(String text) {
    if (text.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(time.group("count"));
    Duration unit =
        switch (time.group("unit")) {
          case "s" -> Duration.ofSeconds(1);
          case "m" -> Duration.ofMinutes(1);
          case "h" -> Duration.ofHours(1);
          default -> Duration.ofDays(1);
        };
    return Optional.of(unit.multipliedBy(count)).filter(found -> found.compareTo(LONGEST) <= 0);
  }

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
