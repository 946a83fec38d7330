package dev.ponder.model;

/// For how long layers keep keys and values. Each span has cache blocks of its own.
public enum KvSpan {
  /// Layers that see all that came before.
  WHOLE,
  /// Layers that see a window that slides on: their blocks can be given back when it has passed.
  WINDOW
}
