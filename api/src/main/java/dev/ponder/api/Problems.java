package dev.ponder.api;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.protocol.Errors;
import java.util.List;
import java.util.Optional;

/// Problems that several operations tell.
final class Problems {
  private Problems() {}

  static Problem internal() {
    return Problem.of(
        Problem.Kind.INTERNAL,
        "The server failed to answer your request. Its log says more under the x-request-id.");
  }

  static Problem notStored() {
    return Problem.of(
        Problem.Kind.INTERNAL,
        "The response was made, but the server could not store it. Its log says why.");
  }

  /// A problem as this part of the API words it.
  static Problem aboutInput(Problem problem) {
    if (!problem.code().equals(Optional.of("context_length_exceeded"))) {
      return problem;
    }
    return Problem.invalid(
        "input",
        "context_length_exceeded",
        "Your input exceeds the context window of this model. Please adjust your input and try"
            + " again.");
  }

  /// The event that tells a stream of a problem. Clients read its members on either level.
  static StreamEvent event(Problem problem, long sequenceNumber) {
    Json.Obj body = (Json.Obj) Json.parse(Errors.body(problem));
    Json.Obj error = (Json.Obj) body.member("error").orElseThrow();
    Json.Builder event = Json.object().put("type", "error").put("sequence_number", sequenceNumber);
    for (String name : List.of("code", "message", "param")) {
      event.put(name, error.member(name).orElseGet(Json.Null::new));
    }
    return StreamEvent.of(event.put("error", error).build());
  }

  static Problem gone() {
    return Problem.of(Problem.Kind.UNAVAILABLE, "The answer was called off.");
  }

  static Problem stopping() {
    return Problem.of(Problem.Kind.UNAVAILABLE, "The server is shutting down.");
  }
}
