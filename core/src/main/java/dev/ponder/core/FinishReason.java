package dev.ponder.core;

/// Why an answer ended.
public enum FinishReason {
  /// The model, or a stop string, ended it.
  STOP,
  /// The model ended it and waits for the results of the tools that it called.
  TOOL_CALLS,
  /// The token limit or the context ended it.
  LENGTH
}
