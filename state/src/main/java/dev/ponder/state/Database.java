package dev.ponder.state;

import java.sql.Connection;
import java.sql.SQLException;

/// What differs between the databases; statements do not.
sealed interface Database permits SqliteDatabase, PostgresDatabase {

  /// Opens the connection that writes.
  Connection writer() throws SQLException;

  /// Opens a connection that only reads.
  Connection reader() throws SQLException;

  /// Makes sure that nobody else writes until the transaction ends.
  void begin(Connection writer) throws SQLException;

  /// Makes what was deleted unreadable, as far as the database lets its users do that.
  void scrub() throws SQLException;

  /// Says in a sentence what an exception means.
  StateException explain(SQLException failure);

  /// Whether the connection is of no use after that.
  boolean isLost(SQLException failure);
}
