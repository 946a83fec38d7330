package dev.ponder.core;

import java.util.List;
import java.util.Optional;

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
  /// invalid; or, for a [Tool.Custom], of the text that the tool is given.
  record ToolCallDelta(String id, String arguments) implements ResponseEvent {}

  /// The arguments of the call `id` are complete.
  record ToolCallEnded(String id) implements ResponseEvent {}

  /// The answer is complete.
  ///
  /// @param stop the stop string that ended it, if one did
  record Finished(FinishReason reason, Usage usage, Optional<String> stop)
      implements ResponseEvent {

    /// An ending that no stop string caused.
    public Finished(FinishReason reason, Usage usage) {
      this(reason, usage, Optional.empty());
    }
  }

  /// The answer broke off after it had started.
  record Failed(Problem problem) implements ResponseEvent {}
}
