package dev.ponder.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// What differs between the databases; statements do not.
///
/// Transactions are begun and ended here and not by the connection, since the driver of SQLite
/// would begin the next one as soon as one has ended, and keep others from writing all the time.
sealed interface Database permits SqliteDatabase, PostgresDatabase {

  /// Opens the connection that writes.
  Connection writer() throws SQLException;

  /// Opens a connection that only reads.
  Connection reader() throws SQLException;

  /// Starts a transaction, and makes sure that nobody else writes until it ends.
  void begin(Connection writer) throws SQLException;

  /// Starts a transaction that sees what was committed up to its first statement.
  void beginReading(Connection reader) throws SQLException;

  /// Ends a transaction; what it did is durable when this returns.
  void commit(Connection connection) throws SQLException;

  /// Ends a transaction as if it had never been.
  void rollback(Connection connection) throws SQLException;

  /// Makes what was deleted unreadable, as far as the database lets its users do that.
  void scrub() throws SQLException;

  /// Says in a sentence what an exception means.
  StateException explain(SQLException failure);

  /// Whether the connection is of no use after that.
  boolean isLost(SQLException failure);

  /// Runs a statement that is no text from outside.
  static void execute(Connection connection, String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }
}
