package dev.ponder.state;

import dev.ponder.core.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The objects and what they are found by.
final class ObjectTable {
  private static final String COLUMNS =
      "SELECT o.seq, o.kind, o.owner, o.id, o.created, o.expires, o.attributes, o.body"
          + " FROM object o";
  private static final String IDENTITY = "o.owner = ? AND o.kind = ? AND o.id = ?";
  private static final String ALIVE = "(o.expires IS NULL OR o.expires > ?)";
  private static final List<String> ORDER = List.of("o.created", "o.seq");

  private final Sql sql;
  private final long now;

  /// @param now what has expired by then is not found
  ObjectTable(Sql sql, Instant now) {
    this.sql = sql;
    this.now = now.toEpochMilli();
  }

  Optional<StoredObject> find(Kind kind, String owner, String id) {
    return sql.first(
        row -> object(row).entry(),
        COLUMNS + " WHERE " + IDENTITY + " AND " + ALIVE,
        SafeText.of(owner),
        kind.stored(),
        SafeText.of(id),
        now);
  }

  /// The number of the object in the order of insertion, by which its items are found.
  Optional<Long> number(Kind kind, String owner, String id) {
    return sql.first(
        row -> row.getLong(1),
        "SELECT o.seq FROM object o WHERE " + IDENTITY + " AND " + ALIVE,
        SafeText.of(owner),
        kind.stored(),
        SafeText.of(id),
        now);
  }

  Page<StoredObject> list(Kind kind, String owner, Query query) {
    String whose = SafeText.of(owner);
    Selection selection =
        new Selection(sql, COLUMNS, ORDER)
            .where("o.owner = ?", whose)
            .where("o.kind = ?", kind.stored())
            .where(ALIVE, now);
    query
        .attributes()
        .forEach((name, value) ->
            selection.where(
                "o.seq IN (SELECT a.object FROM attribute a"
                    + " WHERE a.name = ? AND a.value = ? AND a.owner = ?)",
                SafeText.of(name),
                SafeText.indexed(value),
                whose));
    return selection.page(query, id -> position(kind, owner, id), ObjectTable::object);
  }

  Page<StoredObject> ofAllOwners(Kind kind, Map<String, String> attributes, int limit) {
    Selection selection =
        new Selection(sql, COLUMNS, ORDER).where("o.kind = ?", kind.stored()).where(ALIVE, now);
    attributes.forEach((name, value) ->
        selection.where(
            "o.seq IN (SELECT a.object FROM attribute a WHERE a.name = ? AND a.value = ?)",
            SafeText.of(name),
            SafeText.indexed(value)));
    return selection.first(limit, ObjectTable::object);
  }

  private Optional<List<Long>> position(Kind kind, String owner, String id) {
    return sql.first(
        row -> List.of(row.getLong(1), row.getLong(2)),
        "SELECT o.created, o.seq FROM object o WHERE " + IDENTITY + " AND " + ALIVE,
        SafeText.of(owner),
        kind.stored(),
        SafeText.of(id),
        now);
  }

  /// False when an object of that id is there.
  boolean insert(StoredObject object) {
    int inserted =
        sql.update(
            "INSERT INTO object (seq, owner, kind, id, created, expires, attributes, body) VALUES"
                + " ((SELECT COALESCE(MAX(seq), 0) + 1 FROM object), ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (owner, kind, id) DO NOTHING",
            SafeText.of(object.owner()),
            object.kind().stored(),
            SafeText.of(object.id()),
            object.created().toEpochMilli(),
            object.expires().map(Instant::toEpochMilli),
            json(object.attributes()),
            Bodies.text(object.body(), object.id()));
    if (inserted == 1) {
      index(object);
    }
    return inserted == 1;
  }

  /// Writes everything that may change of an object that is there.
  void rewrite(StoredObject object) {
    sql.update(
        "UPDATE object SET expires = ?, attributes = ?, body = ?"
            + " WHERE owner = ? AND kind = ? AND id = ?",
        object.expires().map(Instant::toEpochMilli),
        json(object.attributes()),
        Bodies.text(object.body(), object.id()),
        SafeText.of(object.owner()),
        object.kind().stored(),
        SafeText.of(object.id()));
    sql.update(
        "DELETE FROM attribute WHERE object ="
            + " (SELECT seq FROM object WHERE owner = ? AND kind = ? AND id = ?)",
        SafeText.of(object.owner()),
        object.kind().stored(),
        SafeText.of(object.id()));
    index(object);
  }

  private void index(StoredObject object) {
    object
        .attributes()
        .forEach((name, value) ->
            sql.update(
                "INSERT INTO attribute (object, owner, name, value) VALUES"
                    + " ((SELECT seq FROM object WHERE owner = ? AND kind = ? AND id = ?),"
                    + " ?, ?, ?)",
                SafeText.of(object.owner()),
                object.kind().stored(),
                SafeText.of(object.id()),
                SafeText.of(object.owner()),
                SafeText.of(name),
                SafeText.indexed(value)));
  }

  /// The numbers of objects that have expired by then, some of them when they are many.
  List<Long> expired(Instant then, int most) {
    return sql.all(
        row -> row.getLong(1),
        "SELECT o.seq FROM object o WHERE o.expires IS NOT NULL AND o.expires <= ? LIMIT ?",
        then.toEpochMilli(),
        most);
  }

  /// The numbers of objects that were created before then, some of them when they are many.
  List<Long> createdBefore(Kind kind, Instant then, int most) {
    return sql.all(
        row -> row.getLong(1),
        "SELECT o.seq FROM object o WHERE o.kind = ? AND o.created < ? LIMIT ?",
        kind.stored(),
        then.toEpochMilli(),
        most);
  }

  /// The number of an object even if it has expired.
  Optional<Long> numberEvenExpired(StoredObject object) {
    return sql.first(
        row -> row.getLong(1),
        "SELECT o.seq FROM object o WHERE " + IDENTITY,
        SafeText.of(object.owner()),
        object.kind().stored(),
        SafeText.of(object.id()));
  }

  Optional<String> blob(long number) {
    return sql.first(
        row -> SafeText.read(row.getString(1)),
        "SELECT value FROM attribute WHERE object = ? AND name = ?",
        number,
        StoredObject.BLOB);
  }

  boolean isReferenced(String blob) {
    return sql.first(
            row -> row.getLong(1),
            "SELECT object FROM attribute WHERE name = ? AND value = ? LIMIT 1",
            StoredObject.BLOB,
            SafeText.indexed(blob))
        .isPresent();
  }

  void delete(long number) {
    sql.update("DELETE FROM item WHERE object = ?", number);
    sql.update("DELETE FROM attribute WHERE object = ?", number);
    sql.update("DELETE FROM object WHERE seq = ?", number);
  }

  private static String json(Map<String, String> attributes) {
    Json.Builder out = Json.object();
    attributes.forEach(out::put);
    return out.build().text();
  }

  private static Selection.Weighed<StoredObject> object(ResultSet row) throws SQLException {
    String body = row.getString("body");
    Map<String, String> attributes = new LinkedHashMap<>();
    Bodies.read(row.getString("attributes"))
        .members()
        .forEach((name, value) -> attributes.put(name, Bodies.string(value)));
    StoredObject object =
        new StoredObject(
            Kind.ofStored(row.getString("kind")),
            SafeText.read(row.getString("id")),
            SafeText.read(row.getString("owner")),
            Instant.ofEpochMilli(row.getLong("created")),
            Sql.optionalLong(row, "expires").map(Instant::ofEpochMilli),
            attributes,
            Bodies.read(body));
    return new Selection.Weighed<>(object, body.length());
  }
}
