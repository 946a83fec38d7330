package dev.ponder.api;

import dev.ponder.core.Json;
import dev.ponder.protocol.objects.PageRequest;
import dev.ponder.state.Order;
import dev.ponder.state.Query;

/// The members of stored bodies, which are there because we wrote them, and parts of stored lists.
final class Stored {
  private Stored() {}

  static long number(Json.Obj body, String name) {
    return (long) ((Json.Num) body.member(name).orElseThrow()).doubleValue();
  }

  static String text(Json.Obj body, String name) {
    return ((Json.Str) body.member(name).orElseThrow()).value();
  }

  /// A copy with one more or another member.
  static Json.Obj with(Json.Obj body, String name, Json value) {
    Json.Builder copy = Json.object();
    body.members().forEach(copy::put);
    return copy.put(name, value).build();
  }

  /// The oldest entries of a list.
  static Query firstPage(int limit) {
    return Query.first(limit, Order.OLDEST_FIRST);
  }

  /// The entries that a client asks for.
  static Query query(PageRequest page) {
    Order order =
        switch (page.direction()) {
          case ASCENDING -> Order.OLDEST_FIRST;
          case DESCENDING -> Order.NEWEST_FIRST;
        };
    Query query = Query.first(page.limit(), order);
    return page.after().map(query::after).orElse(query);
  }
}
