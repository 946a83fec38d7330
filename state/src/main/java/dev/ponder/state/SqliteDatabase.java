package dev.ponder.state;

import dev.ponder.state.StateException.Reason;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteException;

/// SQLite in a file, with a log of what was written ("WAL") so that readers see the last commit
/// while the next one is being made.
///
/// Each commit waits for the disk, deleted text is overwritten by zeros, and freed pages can be
/// given back to the system.
///
/// @param file empty for a database in memory, which lasts as long as its connection
record SqliteDatabase(Optional<Path> file) implements Database {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int CACHE_KIBIBYTES = 8 << 10;
  private static final int MOST_PAGES_FREED = 10_000;

  @Override
  public Connection writer() throws SQLException {
    SQLiteConfig config = config();
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
    Connection connection = open(config);
    try {
      Database.execute(connection, "PRAGMA auto_vacuum = INCREMENTAL");
      if (file.isPresent()) {
        Database.execute(connection, "PRAGMA journal_mode = WAL");
      }
      Database.execute(connection, "PRAGMA synchronous = FULL");
      return connection;
    } catch (SQLException e) {
      Lane.close(connection);
      throw e;
    }
  }

  @Override
  public Connection reader() throws SQLException {
    Connection connection = open(config());
    try {
      Database.execute(connection, "PRAGMA query_only = ON");
      return connection;
    } catch (SQLException e) {
      Lane.close(connection);
      throw e;
    }
  }

  @Override
  public void begin(Connection writer) throws SQLException {
    Database.execute(writer, "BEGIN IMMEDIATE");
  }

  @Override
  public void beginReading(Connection reader) throws SQLException {
    Database.execute(reader, "BEGIN DEFERRED");
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    Database.execute(connection, "COMMIT");
  }

  @Override
  public void rollback(Connection connection) throws SQLException {
    Database.execute(connection, "ROLLBACK");
  }

  @Override
  public void scrub() throws SQLException {
    if (file.isEmpty()) {
      return;
    }
    SQLiteConfig config = config();
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
    try (Connection connection = open(config);
        Statement statement = connection.createStatement()) {
      // An update runs to its end, while a query would give back a page for each row that is read.
      statement.executeUpdate("PRAGMA incremental_vacuum(" + MOST_PAGES_FREED + ")");
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(PATIENCE_MILLIS);
    config.setCacheSize(-CACHE_KIBIBYTES);
    config.enforceForeignKeys(true);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    return config;
  }

  private Connection open(SQLiteConfig config) throws SQLException {
    String name = file.map(Path::toString).orElse(":memory:");
    return config.createConnection("jdbc:sqlite:" + name);
  }

  @Override
  public StateException explain(SQLException failure) {
    String where = file.map(Path::toString).orElse("in memory");
    return switch (code(failure) & 0xff) {
      case 13 ->
          new StateException(
              Reason.FULL, "the disk is full: nothing was stored in " + where, failure);
      case 3, 8, 14, 23 ->
          new StateException(
              Reason.READ_ONLY, "the database %s may not be written".formatted(where), failure);
      case 11, 26 ->
          new StateException(
              Reason.DAMAGED,
              "the database %s is damaged: restore a backup, or move it away to start anew"
                  .formatted(where),
              failure);
      case 5, 6 ->
          new StateException(
              Reason.IN_USE,
              "another process keeps the database %s locked".formatted(where),
              failure);
      default ->
          new StateException(
              Reason.FAILED,
              "the database %s failed: %s".formatted(where, failure.getMessage()),
              failure);
    };
  }

  @Override
  public boolean isLost(SQLException failure) {
    return false;
  }

  private static int code(SQLException failure) {
    if (failure instanceof SQLiteException sqlite) {
      return sqlite.getResultCode().code;
    }
    return failure.getErrorCode();
  }
}
