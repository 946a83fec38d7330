package dev.ponder.protocol;

import dev.ponder.core.ResponseRequest;

/// A decoded body of `POST /v1/chat/completions`.
///
/// @param request what to ask of the model, once for each choice; its model is as the client
///   spelled it
/// @param choices how many answers to make of the request, 1 to 128 (`n`)
public record ChatRequest(ResponseRequest request, int choices, Delivery delivery) {

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
}
