package dev.ponder.state;

import dev.ponder.core.Json;

/// One entry of a list that belongs to an object.
///
/// @param id unique in its list
public record StoredItem(String id, Json.Obj body) {
  /// @throws IllegalArgumentException when the id is empty or longer than [Limits] says
  public StoredItem {
    Limits.id(id);
  }
}
