package dev.ponder.serve;

import dev.ponder.core.Json;
import dev.ponder.core.Usage;
import java.util.Optional;

/// The tokens that a response object says it took. Those of a response in the background count
/// where it is made, once, and not for each who reads it.
final class ResponseUsage {
  private ResponseUsage() {}

  /// The tokens of the response that an event carries.
  static Optional<Usage> ofEvent(String data) {
    return Json.parse(data) instanceof Json.Obj event
            && event.member("response").orElse(event) instanceof Json.Obj response
        ? of(response)
        : Optional.empty();
  }

  static Optional<Usage> of(Json.Obj response) {
    if (response.member("background").filter(Json.of(true)::equals).isPresent()) {
      return Optional.empty();
    }
    return response
        .member("usage")
        .filter(Json.Obj.class::isInstance)
        .map(usage ->
            new Usage(
                count(usage, "input_tokens"),
                count(usage, "input_tokens_details", "cached_tokens"),
                count(usage, "output_tokens"),
                count(usage, "output_tokens_details", "reasoning_tokens")));
  }

  private static int count(Json value, String... path) {
    Json at = value;
    for (String name : path) {
      at = at instanceof Json.Obj object ? object.member(name).orElse(Json.of(0)) : Json.of(0);
    }
    return at instanceof Json.Num number ? (int) number.doubleValue() : 0;
  }
}
