package dev.ponder.core;

import java.util.List;

/// What happens while an answer is made, in order: `Started`, deltas, then one of the endings.
public sealed interface ResponseEvent {

  /// The request was accepted; `model` is the exact version that answers, see [ModelInfo#version].
  record Started(String model) implements ResponseEvent {}

  /// A piece of the thought.
  record ReasoningDelta(String text) implements ResponseEvent {}

  /// A piece of the answer; `logprobs` covers its tokens when they were asked for. `text` may be
  /// empty while the bytes of a character or a possible stop string are incomplete.
  record TextDelta(String text, List<TokenLogprob> logprobs) implements ResponseEvent {
    public TextDelta {
      logprobs = List.copyOf(logprobs);
    }
  }

  /// The model begins to call a tool.
  ///
  /// @param id names the call in the events, items and results that belong to it
  record ToolCallStarted(String id, String name) implements ResponseEvent {}

  /// A piece of the arguments of the call `id`: JSON text as the model writes it, which may be
  /// invalid.
  record ToolCallDelta(String id, String arguments) implements ResponseEvent {}

  /// The arguments of the call `id` are complete.
  record ToolCallEnded(String id) implements ResponseEvent {}

  /// The answer is complete.
  record Finished(FinishReason reason, Usage usage) implements ResponseEvent {}

  /// The answer broke off after it had started.
  record Failed(Problem problem) implements ResponseEvent {}
}
