package dev.ponder.grammar;

/// Where between its parts a container is.
enum Gap {
  /// Behind the opening bracket.
  OPEN,
  /// Behind a part.
  AFTER,
  /// Behind a comma.
  COMMA
}
