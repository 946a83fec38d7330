package dev.ponder.curriculum.working;

import dev.ponder.core.Effort;

/// How much of a column is written down.
enum Notation {
  /// Nothing.
  NONE,
  /// The digits and the two digits of their result: `5712,` for 5 + 7.
  SHORT,
  /// All, with what is carried in: `5+7+0=12;`.
  FULL;

  static Notation of(Effort effort) {
    return switch (effort) {
      case LOW -> NONE;
      case MEDIUM -> SHORT;
      case HIGH -> FULL;
    };
  }
}
