package dev.ponder.protocol;

import dev.ponder.core.Json;
import dev.ponder.core.ResponseRequest;
import java.util.Optional;

/// A decoded body of `POST /v1/chat/completions`.
///
/// @param request what to ask of the model, once for each choice; its model is as the client
///   spelled it
/// @param choices how many answers to make of the request, 1 to 128 (`n`)
public record ChatRequest(
    ResponseRequest request, int choices, Delivery delivery, Calling calling, Notes notes) {

  /// The same request, to be answered by one body.
  public ChatRequest whole() {
    return new ChatRequest(request, choices, new Delivery.Whole(), calling, notes);
  }

  /// How the answer travels.
  public sealed interface Delivery {
    /// One JSON body.
    record Whole() implements Delivery {}

    /// Server-sent events.
    ///
    /// @param usage whether a last chunk carries the token counts
    /// @param obfuscation whether chunks are padded so that their size says little about their text
    record Stream(boolean usage, boolean obfuscation) implements Delivery {}
  }

  /// How a call is told.
  public enum Calling {
    /// In `tool_calls`.
    TOOL_CALLS,
    /// In `function_call`, to clients that offered `functions`.
    FUNCTION_CALL
  }

  /// What is told of a request again, beside the answer to it.
  ///
  /// @param serviceTier as the answer tells it; nothing depends on it
  /// @param metadata strings by name; empty if there are none
  /// @param stored the request as it came, when the completion is to be kept (`store`)
  public record Notes(
      Profile profile, String serviceTier, Json.Obj metadata, Optional<Json.Obj> stored) {}
}
