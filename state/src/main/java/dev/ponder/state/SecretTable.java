package dev.ponder.state;

import java.util.Base64;

/// Random values that a database keeps under names, made when they are first asked for.
final class SecretTable {
  private static final int BYTES = 32;

  private final Sql sql;

  SecretTable(Sql sql) {
    this.sql = sql;
  }

  /// 256 random bits, the same ones each time.
  byte[] value(String name) {
    sql.update(
        "INSERT INTO secret (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
        SafeText.of(name),
        Base64.getEncoder().encodeToString(Ids.bytes(BYTES)));
    String value =
        sql.first(
                row -> row.getString(1),
                "SELECT value FROM secret WHERE name = ?",
                SafeText.of(name))
            .orElseThrow();
    return Base64.getDecoder().decode(value);
  }
}
