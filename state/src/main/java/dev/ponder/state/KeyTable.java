package dev.ponder.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The keys and the digests of their secrets.
final class KeyTable {
  private static final String COLUMNS =
      "SELECT id, hint, name, project, profile, requests_per_minute, tokens_per_minute, created,"
          + " expires, revoked, last_used FROM api_key";

  private final Sql sql;

  KeyTable(Sql sql) {
    this.sql = sql;
  }

  void insert(ApiKey key, String digest) {
    KeyRequest granted = key.granted();
    sql.update(
        "INSERT INTO api_key (id, digest, hint, name, project, profile, requests_per_minute,"
            + " tokens_per_minute, created, expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        key.id(),
        digest,
        key.hint(),
        SafeText.of(granted.name()),
        SafeText.of(granted.project()),
        granted.profile().map(SafeText::of),
        granted.requestsPerMinute(),
        granted.tokensPerMinute(),
        key.created().toEpochMilli(),
        granted.expires().map(Instant::toEpochMilli));
  }

  List<ApiKey> all() {
    return sql.all(KeyTable::key, COLUMNS + " ORDER BY created, id");
  }

  boolean any() {
    return sql.first(row -> row.getString(1), "SELECT id FROM api_key LIMIT 1").isPresent();
  }

  Optional<ApiKey> find(String digest) {
    return sql.first(KeyTable::key, COLUMNS + " WHERE digest = ?", digest);
  }

  boolean revoke(String id, Instant now) {
    return sql.update(
            "UPDATE api_key SET revoked = ? WHERE id = ? AND revoked IS NULL",
            now.toEpochMilli(),
            SafeText.of(id))
        == 1;
  }

  void used(String id, Instant time) {
    sql.update(
        "UPDATE api_key SET last_used = ? WHERE id = ? AND COALESCE(last_used, 0) < ?",
        time.toEpochMilli(),
        id,
        time.toEpochMilli());
  }

  private static ApiKey key(ResultSet row) throws SQLException {
    KeyRequest granted =
        new KeyRequest(
            SafeText.read(row.getString("name")),
            SafeText.read(row.getString("project")),
            Sql.optionalLong(row, "requests_per_minute"),
            Sql.optionalLong(row, "tokens_per_minute"),
            Optional.ofNullable(row.getString("profile")).map(SafeText::read),
            time(row, "expires"));
    return new ApiKey(
        row.getString("id"),
        row.getString("hint"),
        granted,
        Instant.ofEpochMilli(row.getLong("created")),
        time(row, "revoked"),
        time(row, "last_used"));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Sql.optionalLong(row, column).map(Instant::ofEpochMilli);
  }
}
