package dev.ponder.core;

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
}
