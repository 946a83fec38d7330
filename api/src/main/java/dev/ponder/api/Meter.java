package dev.ponder.api;

import dev.ponder.core.Usage;

/// Takes note of the tokens of answers that nobody waits for.
@FunctionalInterface
public interface Meter {

  /// Forgets them.
  Meter NONE = _ -> {};

  /// Takes note of one answer's tokens; on any thread.
  void count(Usage usage);
}
