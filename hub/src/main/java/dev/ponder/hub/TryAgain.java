package dev.ponder.hub;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// A failure that may pass by itself: a busy server, a connection that was cut.
final class TryAgain extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<Duration> after;

  /// @param after how long the server asks to wait
  TryAgain(String message, Optional<Duration> after) {
    super(message);
    this.after = after;
  }

  Optional<Duration> after() {
    return after;
  }
}
