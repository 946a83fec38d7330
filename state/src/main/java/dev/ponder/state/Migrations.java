package dev.ponder.state;

import dev.ponder.state.StateException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The steps that made the tables what they are. Each runs once in a database, in order; a digest
/// tells whether a step that ran is the one we know.
///
/// @param steps names of resources
record Migrations(List<String> steps) {
  static final Migrations ALL = new Migrations(List.of("0001-objects.sql"));

  /// Brings the database up to date, in one transaction.
  ///
  /// @throws StateException when the database is newer than we are, or has been changed otherwise
  void run(Database database, Connection writer, Instant now) throws SQLException {
    database.begin(writer);
    Sql sql = new Sql(writer, database::explain);
    try {
      sql.update(
          "CREATE TABLE IF NOT EXISTS schema_step (number BIGINT NOT NULL PRIMARY KEY,"
              + " name VARCHAR NOT NULL, digest VARCHAR NOT NULL, applied BIGINT NOT NULL)");
      refuseNewer(sql);
      for (int number = 1; number <= steps.size(); number++) {
        step(sql, number, now);
      }
      database.commit(writer);
    } catch (StateException e) {
      database.rollback(writer);
      throw e;
    }
  }

  private void refuseNewer(Sql sql) {
    long newest =
        sql.first(row -> row.getLong(1), "SELECT COALESCE(MAX(number), 0) FROM schema_step")
            .orElse(0L);
    if (newest > steps.size()) {
      throw new StateException(
          Reason.NEWER,
          "the database was changed by a newer version of this program (step %d, we know %d): use"
                  .formatted(newest, steps.size())
              + " that one");
    }
  }

  private void step(Sql sql, int number, Instant now) {
    String name = steps.get(number - 1);
    String text = text(name);
    String digest = Digests.sha256(text);
    Optional<String> known =
        sql.first(
            row -> row.getString(1), "SELECT digest FROM schema_step WHERE number = ?", number);
    if (known.isPresent() && !known.get().equals(digest)) {
      throw new StateException(
          Reason.NEWER,
          "step %d of the database, %s, is not the one that this version knows: use the version that"
                  .formatted(number, name)
              + " made the database");
    }
    if (known.isEmpty()) {
      statements(text).forEach(sql::update);
      sql.update(
          "INSERT INTO schema_step (number, name, digest, applied) VALUES (?, ?, ?, ?)",
          number,
          name,
          digest,
          now.toEpochMilli());
    }
  }

  /// In our files, a semicolon at the end of a line ends a statement and nothing else.
  private static List<String> statements(String text) {
    return Arrays.stream(text.split(";\\s*\\n")).filter(each -> !each.isBlank()).toList();
  }

  private static String text(String name) {
    try (InputStream in = Migrations.class.getResourceAsStream("migrations/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
