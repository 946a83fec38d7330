package dev.ponder.core;

import java.util.Set;

/// Whether a model calls tools.
public sealed interface ToolChoice {

  /// The model decides.
  record Auto() implements ToolChoice {}

  /// It calls none.
  record None() implements ToolChoice {}

  /// It calls at least one.
  record Required() implements ToolChoice {}

  /// It calls the one of that name.
  record Named(String name) implements ToolChoice {}

  /// It calls none but those of these names; the others stay in its prompt.
  record Allowed(Mode mode, Set<String> names) implements ToolChoice {
    public Allowed {
      names = Set.copyOf(names);
    }

    /// Whether a call must be made.
    public enum Mode {
      /// The model decides.
      AUTO,
      /// It calls at least one.
      REQUIRED
    }
  }
}
