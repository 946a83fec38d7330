package dev.ponder.protocol;

/// How requests are read.
public enum Profile {
  /// What the engine can honour is honoured, even where the real o4-mini refuses it.
  LENIENT,
  /// What the real o4-mini refuses is refused, with its status and its words.
  O4_MINI
}
