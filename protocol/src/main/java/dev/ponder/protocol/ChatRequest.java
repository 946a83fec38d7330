package dev.ponder.protocol;

import dev.ponder.core.ResponseRequest;
import java.util.Optional;

/// A decoded body of `POST /v1/chat/completions`.
///
/// @param choices how many answers to make of the request, `n`
public record ChatRequest(ResponseRequest request, int choices, Delivery delivery) {

  /// How the answer travels.
  public sealed interface Delivery {
    /// One JSON body.
    record Whole() implements Delivery {}

    /// Server-sent events; `usage` says whether a last chunk carries the token counts.
    record Stream(boolean usage) implements Delivery {}
  }

  /// The model as the client spelled it.
  public Optional<String> model() {
    return Optional.of(request.model());
  }
}
