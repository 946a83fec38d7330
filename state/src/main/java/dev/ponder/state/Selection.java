package dev.ponder.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A `SELECT` of one page of a list, put together from constant texts and parameters.
///
/// A page starts by the values that its order goes by ("keyset"), never by a count of rows, so it
/// is as quick at the end of a long list as at its start, and none is shown twice when others go.
final class Selection {
  private final Sql sql;
  private final String columns;
  private final List<String> order;
  private final List<String> conditions = new ArrayList<>();
  private final List<Object> parameters = new ArrayList<>();

  /// @param columns the statement up to its conditions
  /// @param order columns that together are different in each row
  Selection(Sql sql, String columns, List<String> order) {
    this.sql = sql;
    this.columns = columns;
    this.order = order;
  }

  /// An entry and how many characters it takes.
  record Weighed<T>(T entry, int characters) {}

  /// Finds the values of the order's columns for the entry of that id.
  interface Cursor {
    Optional<List<Long>> of(String id);
  }

  Selection where(String condition, Object... values) {
    conditions.add(condition);
    Collections.addAll(parameters, values);
    return this;
  }

  /// @throws UnknownCursorException when the query names an entry that the cursor does not know
  <T> Page<T> page(Query query, Cursor cursor, Sql.Row<Weighed<T>> row) {
    boolean ascending = (query.order() == Order.OLDEST_FIRST) != query.backward();
    String beyondFirst = query.order() == Order.OLDEST_FIRST ? ">" : "<";
    String beforeLast = query.order() == Order.OLDEST_FIRST ? "<" : ">";
    query.after().ifPresent(id -> bound(beyondFirst, id, cursor));
    query.before().ifPresent(id -> bound(beforeLast, id, cursor));
    Page<T> page = page(query.limit(), ascending, row);
    return query.backward() ? new Page<>(page.entries().reversed(), page.more()) : page;
  }

  /// The first entries, oldest first.
  <T> Page<T> first(int limit, Sql.Row<Weighed<T>> row) {
    return page(limit, true, row);
  }

  private void bound(String comparison, String id, Cursor cursor) {
    List<Long> values = cursor.of(id).orElseThrow(() -> new UnknownCursorException(id));
    String marks = values.stream().map(_ -> "?").collect(Collectors.joining(", "));
    where("(%s) %s (%s)".formatted(String.join(", ", order), comparison, marks), values.toArray());
  }

  private <T> Page<T> page(int limit, boolean ascending, Sql.Row<Weighed<T>> row) {
    Filling<T> filling = new Filling<>(limit);
    sql.visit(each -> filling.add(row.read(each)), text(limit, ascending), parameters.toArray());
    return new Page<>(filling.entries, filling.more);
  }

  private String text(int limit, boolean ascending) {
    String direction = ascending ? " ASC" : " DESC";
    return columns
        + " WHERE "
        + String.join(" AND ", conditions)
        + order.stream()
            .map(column -> column + direction)
            .collect(Collectors.joining(", ", " ORDER BY ", ""))
        + " LIMIT "
        + (limit + 1);
  }

  /// A page until it has as many entries, or characters, as it may.
  private static final class Filling<T> {
    private final int limit;
    private final List<T> entries = new ArrayList<>();
    private long characters;
    private boolean more;

    Filling(int limit) {
      this.limit = limit;
    }

    boolean add(Weighed<T> next) {
      characters += next.characters();
      more = entries.size() == limit || (!entries.isEmpty() && characters > Limits.PAGE);
      if (!more) {
        entries.add(next.entry());
      }
      return !more;
    }
  }
}
