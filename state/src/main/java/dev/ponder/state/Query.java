package dev.ponder.state;

import java.util.Map;
import java.util.Optional;

/// Which part of a list is asked for.
///
/// @param limit most entries
/// @param after the id that the page follows
/// @param before the id that the page precedes; alone it gives the page right before that one
/// @param attributes what objects must have, all of it; lists of items ignore it
public record Query(
    int limit,
    Order order,
    Optional<String> after,
    Optional<String> before,
    Map<String, String> attributes) {

  /// Most entries of a page.
  public static final int MOST = 10_000;

  /// @throws IllegalArgumentException when the limit is not within 1 and [#MOST]
  public Query {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("a page has 1 to " + MOST + " entries, not " + limit);
    }
    attributes = Map.copyOf(attributes);
  }

  /// The first page.
  public static Query first(int limit, Order order) {
    return new Query(limit, order, Optional.empty(), Optional.empty(), Map.of());
  }

  public Query after(String id) {
    return new Query(limit, order, Optional.of(id), before, attributes);
  }

  public Query before(String id) {
    return new Query(limit, order, after, Optional.of(id), attributes);
  }

  public Query with(Map<String, String> wanted) {
    return new Query(limit, order, after, before, wanted);
  }

  /// Whether the page is counted from its end.
  boolean backward() {
    return before.isPresent() && after.isEmpty();
  }
}
