package dev.ponder.reason;

/// What a model's output means, piece by piece.
public sealed interface OutputEvent {

  /// A piece of thought.
  record Thinking(String text) implements OutputEvent {}

  /// A piece of the answer.
  record Answer(String text) implements OutputEvent {}
}
