package dev.ponder.api;

import dev.ponder.core.Json;
import java.util.Set;

/// One event of a response's stream, written once for all its readers.
///
/// @param type such as `response.output_text.delta`
/// @param data the event as JSON, on one line
public record StreamEvent(String type, String data) {

  private static final Set<String> ENDINGS =
      Set.of("response.completed", "response.incomplete", "response.failed", "response.cancelled");

  /// Whether it ends the stream: what follows says nothing new.
  public boolean ends() {
    return ENDINGS.contains(type);
  }

  static StreamEvent of(Json.Obj event) {
    String type =
        switch (event.member("type").orElseThrow()) {
          case Json.Str(String name) -> name;
          case Json other -> throw new IllegalStateException("an event of type " + other);
        };
    return new StreamEvent(type, event.text());
  }

  /// The event that ends the stream of a response that is over.
  static StreamEvent ending(Json.Obj response, long sequenceNumber) {
    String type = "response." + Shelf.text(response, "status").orElse("failed");
    Json.Obj event =
        Json.object()
            .put("type", type)
            .put("sequence_number", sequenceNumber)
            .put("response", response)
            .build();
    return new StreamEvent(type, event.text());
  }
}
