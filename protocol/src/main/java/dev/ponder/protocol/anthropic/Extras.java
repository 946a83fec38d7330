package dev.ponder.protocol.anthropic;

/// What happens to members of a request that the API does not have.
public enum Extras {
  /// A misspelled member is told.
  REFUSED,
  /// The client takes part in a beta, whose members may be anything.
  TOLERATED
}
