package dev.ponder.state;

import dev.ponder.core.Json;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Short forms for things that tests store.
final class Samples {
  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  static final String OWNER = "proj_a";
  static final String OTHER = "proj_b";

  private Samples() {}

  static Json.Obj body(String text) {
    return Json.object().put("text", text).build();
  }

  static StoredObject response(String id) {
    return StoredObject.of(Kind.RESPONSE, id, OWNER, NOW, body(id));
  }

  static StoredObject response(String id, Map<String, String> attributes) {
    return response(id).withAttributes(attributes);
  }

  static Place input(String id) {
    return new Place(Kind.RESPONSE, id, "input");
  }

  static List<StoredItem> items(String... ids) {
    return Arrays.stream(ids).map(id -> new StoredItem(id, body(id))).toList();
  }

  static void insert(State state, StoredObject... objects) {
    state.write(writer -> {
      Arrays.stream(objects).forEach(writer::insert);
      return objects.length;
    });
  }

  static List<String> ids(Page<StoredObject> page) {
    return page.entries().stream().map(StoredObject::id).toList();
  }

  static List<String> itemIds(List<StoredItem> items) {
    return items.stream().map(StoredItem::id).toList();
  }
}
