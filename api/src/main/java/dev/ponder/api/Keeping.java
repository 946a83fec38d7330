package dev.ponder.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long responses and stored completions are kept.
public sealed interface Keeping {

  /// They are not stored at all, whatever requests say.
  record Nothing() implements Keeping {}

  /// Until that long after they were created.
  record For(Duration time) implements Keeping {
    /// @throws IllegalArgumentException when that is no time at all
    public For {
      if (!time.isPositive()) {
        throw new IllegalArgumentException("kept for " + time);
      }
    }
  }

  /// Until they are deleted.
  record Forever() implements Keeping {}

  /// When something goes that was created then; empty when it stays, or is not stored.
  default Optional<Instant> expiry(Instant created) {
    return switch (this) {
      case Nothing(), Forever() -> Optional.empty();
      case For(Duration time) -> Optional.of(created.plus(time));
    };
  }
}
