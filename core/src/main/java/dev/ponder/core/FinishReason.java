package dev.ponder.core;

/// Why an answer ended.
public enum FinishReason {
  /// The model, or a stop string, ended it.
  STOP,
  /// The token limit or the context ended it.
  LENGTH
}
