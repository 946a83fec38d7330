package dev.ponder.state;

import dev.ponder.state.StateException.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The items of lists that belong to objects. Objects are named by their number here.
final class ItemTable {
  private static final String COLUMNS = "SELECT i.id, i.body FROM item i";
  private static final String LIST = "i.object = ? AND i.list = ?";
  private static final List<String> ORDER = List.of("i.seq");

  private final Sql sql;
  private final long now;

  /// @param now items of objects that have expired by then are not found
  ItemTable(Sql sql, Instant now) {
    this.sql = sql;
    this.now = now.toEpochMilli();
  }

  Page<StoredItem> page(long object, String list, Query query) {
    return new Selection(sql, COLUMNS, ORDER)
        .where(LIST, object, SafeText.of(list))
        .page(query, id -> position(object, list, id), ItemTable::item);
  }

  List<StoredItem> all(long object, String list) {
    List<StoredItem> items = new ArrayList<>();
    long[] characters = {0};
    sql.visit(
        row -> {
          Selection.Weighed<StoredItem> item = item(row);
          characters[0] += item.characters();
          items.add(item.entry());
          return characters[0] <= Limits.PAGE;
        },
        COLUMNS + " WHERE " + LIST + " ORDER BY i.seq",
        object,
        SafeText.of(list));
    if (characters[0] > Limits.PAGE) {
      throw new StateException(
          Reason.TOO_LARGE,
          "a list has more than the %d characters of JSON that are read at once"
              .formatted(Limits.PAGE));
    }
    return items;
  }

  Optional<StoredItem> one(long object, String list, String id) {
    return sql.first(
        row -> item(row).entry(),
        COLUMNS + " WHERE " + LIST + " AND i.id = ?",
        object,
        SafeText.of(list),
        SafeText.of(id));
  }

  private Optional<List<Long>> position(long object, String list, String id) {
    return sql.first(
        row -> List.of(row.getLong(1)),
        "SELECT i.seq FROM item i WHERE " + LIST + " AND i.id = ?",
        object,
        SafeText.of(list),
        SafeText.of(id));
  }

  Optional<FoundItem> find(String owner, String id) {
    return sql.first(
        row ->
            new FoundItem(
                new Place(
                    Kind.ofStored(row.getString("kind")),
                    SafeText.read(row.getString("object_id")),
                    SafeText.read(row.getString("list"))),
                item(row).entry()),
        "SELECT o.kind, o.id AS object_id, i.list, i.id, i.body"
            + " FROM item i JOIN object o ON o.seq = i.object"
            + " WHERE i.owner = ? AND i.id = ? AND (o.expires IS NULL OR o.expires > ?)"
            + " ORDER BY i.object DESC, i.list, i.seq LIMIT 1",
        SafeText.of(owner),
        SafeText.of(id),
        now);
  }

  /// @throws StateException when the list has an item of that id
  void append(long object, String list, String owner, StoredItem item) {
    int inserted =
        sql.update(
            "INSERT INTO item (object, list, seq, owner, id, body) VALUES (?, ?,"
                + " (SELECT COALESCE(MAX(seq), 0) + 1 FROM item WHERE object = ? AND list = ?),"
                + " ?, ?, ?) ON CONFLICT (object, list, id) DO NOTHING",
            object,
            SafeText.of(list),
            object,
            SafeText.of(list),
            SafeText.of(owner),
            SafeText.of(item.id()),
            Bodies.text(item.body(), item.id()));
    if (inserted == 0) {
      throw new StateException(Reason.PRESENT, "the list has an item '%s'".formatted(item.id()));
    }
  }

  void clear(long object, String list) {
    sql.update("DELETE FROM item WHERE object = ? AND list = ?", object, SafeText.of(list));
  }

  boolean delete(long object, String list, String id) {
    return sql.update(
            "DELETE FROM item WHERE object = ? AND list = ? AND id = ?",
            object,
            SafeText.of(list),
            SafeText.of(id))
        == 1;
  }

  private static Selection.Weighed<StoredItem> item(ResultSet row) throws SQLException {
    String body = row.getString("body");
    return new Selection.Weighed<>(
        new StoredItem(SafeText.read(row.getString("id")), Bodies.read(body)), body.length());
  }
}
