package dev.ponder.protocol.responses;

import dev.ponder.core.Problem;
import dev.ponder.protocol.wire.Wording;
import java.util.Optional;

/// The problems of naming what is not there, or what does not allow what was asked.
public final class Unknown {
  private Unknown() {}

  /// No response of that id is stored.
  public static Problem response(String id) {
    return notFound("Response with id '" + Wording.clipped(id) + "' not found.", Optional.empty());
  }

  /// A request continues from a response that is not stored.
  public static Problem previousResponse(String id) {
    return Problem.invalid(
        "previous_response_id",
        "previous_response_not_found",
        "Previous response with id '" + Wording.clipped(id) + "' not found.");
  }

  /// No conversation of that id is stored.
  public static Problem conversation(String id) {
    return notFound(
        "Conversation with id '" + Wording.clipped(id) + "' not found.", Optional.empty());
  }

  /// A conversation has no item of that id.
  public static Problem conversationItem(String id) {
    return notFound("Item with id '" + Wording.clipped(id) + "' not found.", Optional.empty());
  }

  /// The input refers to an item that is not stored.
  public static Problem item(String id) {
    return notFound(
        "Item with id '"
            + Wording.clipped(id)
            + "' not found. Items are not persisted when `store` is set to false. Try again with"
            + " `store` set to true, or remove this item from your input.",
        Optional.of("input"));
  }

  /// Only responses that were made in the background can be cancelled.
  public static Problem notCancellable() {
    return Problem.of(Problem.Kind.INVALID_REQUEST, "Cannot cancel a synchronous response.");
  }

  /// Only responses that were made in the background and as a stream can be streamed again.
  public static Problem notStreamable() {
    return Problem.of(
        Problem.Kind.INVALID_REQUEST,
        "This response cannot be streamed because it was not created with background=true and"
            + " stream=true.");
  }

  private static Problem notFound(String message, Optional<String> param) {
    return new Problem(Problem.Kind.NOT_FOUND, message, param, Optional.empty());
  }
}
