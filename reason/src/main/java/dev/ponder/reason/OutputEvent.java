package dev.ponder.reason;

/// What a model's output means, piece by piece. A call is started, its arguments come in pieces,
/// and it is ended before anything else happens; it is ended even if the output breaks off.
public sealed interface OutputEvent {

  /// A piece of thought.
  record Thinking(String text) implements OutputEvent {}

  /// A piece of the answer.
  record Answer(String text) implements OutputEvent {}

  /// The model begins to call a tool.
  record CallStarted(String name) implements OutputEvent {}

  /// A piece of the arguments of the call that has started: JSON text as the model wrote it, which
  /// may be invalid.
  record CallArguments(String text) implements OutputEvent {}

  /// The arguments of the call that has started are complete.
  record CallEnded() implements OutputEvent {}
}
