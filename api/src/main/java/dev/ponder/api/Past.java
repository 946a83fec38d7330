package dev.ponder.api;

import dev.ponder.core.Json;
import java.util.List;

/// What came before the input of a request.
///
/// @param items oldest first
record Past(List<Json.Obj> items, Source source) {
  Past {
    items = List.copyOf(items);
  }

  static final Past NONE = new Past(List.of(), new Source.Nowhere());

  /// Where that is known from.
  sealed interface Source {
    /// Nothing came before.
    record Nowhere() implements Source {}

    /// The responses that end with that one.
    record Responses(String last) implements Source {}

    /// A conversation.
    record Conversation(String id) implements Source {}

    /// A connection, and it is stored nowhere.
    record Connection() implements Source {}
  }
}
