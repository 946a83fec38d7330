package dev.ponder.protocol.objects;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.protocol.wire.Cursor;
import java.util.List;
import java.util.Optional;

/// Which part of a list a client asks for.
///
/// @param after the id that the page follows
public record PageRequest(int limit, Direction direction, Optional<String> after) {

  /// Which end of the list comes first.
  public enum Direction {
    ASCENDING,
    DESCENDING
  }

  /// How many entries a page of a list may have, and has if nothing is said.
  public record Limits(int usual, int most) {}

  /// Reads the parameters of a query.
  ///
  /// @throws Problem.Exceptional when one makes no sense
  public static PageRequest decode(
      Limits limits, Optional<String> limit, Optional<String> order, Optional<String> after) {
    Json.Builder query = Json.object();
    limit.ifPresent(text -> query.put("limit", number(text)));
    order.ifPresent(text -> query.put("order", text));
    Cursor cursor = Cursor.root(query.build());
    int size =
        cursor
            .optional("limit")
            .map(field -> (int) field.integer(1, limits.most()))
            .orElse(limits.usual());
    boolean ascending =
        cursor
            .optional("order")
            .filter(field -> field.oneOf(List.of("asc", "desc")).equals("asc"))
            .isPresent();
    return new PageRequest(
        size,
        ascending ? Direction.ASCENDING : Direction.DESCENDING,
        after.filter(id -> !id.isEmpty()));
  }

  private static Json number(String text) {
    try {
      return new Json.Num(text);
    } catch (IllegalArgumentException e) {
      return Json.of(text);
    }
  }

  /// A page of objects.
  ///
  /// @param more whether the list goes on
  public static Json.Obj page(List<Json.Obj> entries, boolean more) {
    Json.Builder page = Json.object().put("object", "list").put("data", Json.of(entries));
    // Clients must find texts there, even where there is nothing to name.
    Json none = Json.of("");
    return page.put("first_id", entries.isEmpty() ? none : id(entries.getFirst()))
        .put("last_id", entries.isEmpty() ? none : id(entries.getLast()))
        .put("has_more", more)
        .build();
  }

  private static Json id(Json.Obj entry) {
    return entry.member("id").orElseThrow();
  }
}
