package dev.ponder.protocol.responses;

import dev.ponder.core.Json;
import java.util.List;
import java.util.Set;

/// Where an output item stands, and the events that all kinds of items have.
///
/// @param id of the item
/// @param index of the item in the output
/// @param include what clients see of it
record Stage(Events events, String id, int index, Set<Include> include) {
  static final Json NOTHING = Json.of(List.<Json>of());

  /// An event about this item.
  Json.Builder next(String type) {
    return events.next(type).put("item_id", id).put("output_index", index);
  }

  void added(Json.Obj item) {
    whole("response.output_item.added", item);
  }

  void done(Json.Obj item) {
    whole("response.output_item.done", item);
  }

  private void whole(String type, Json.Obj item) {
    events.add(
        events.next(type).put("output_index", index).put("item", Items.shown(item, include)));
  }

  /// An event about the only content part of this item.
  Json.Builder content(String type) {
    return next(type).put("content_index", 0);
  }

  /// An event about the only part of its summary.
  Json.Builder summary(String type) {
    return next(type).put("summary_index", 0);
  }

  static Json.Obj part(String type, String text) {
    return Json.object().put("type", type).put("text", text).build();
  }
}
