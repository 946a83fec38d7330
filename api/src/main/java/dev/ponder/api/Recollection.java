package dev.ponder.api;

import dev.ponder.core.Json;
import java.util.List;
import java.util.Optional;

/// A response that a connection remembers and nothing stores.
///
/// @param items everything up to and with its output
record Recollection(String responseId, List<Json.Obj> items) {
  Recollection {
    items = List.copyOf(items);
  }

  Optional<Json.Obj> item(String id) {
    return items.stream()
        .filter(item -> Shelf.text(item, "id").equals(Optional.of(id)))
        .findFirst();
  }
}
