package dev.ponder.state;

import dev.ponder.state.StateException.Reason;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/// A database of a PostgreSQL server.
///
/// Transactions that write run one after the other as in SQLite: whoever writes holds a lock until
/// the commit, other servers included. So objects become visible in the order of their numbers, and
/// nothing must be done twice because two changes met.
record PostgresDatabase(Location.Server location) implements Database {
  /// "ponder" as a number, which all programs that share the database must agree on.
  private static final long LOCK = 0x706f_6e64_6572L;

  private static final String PATIENCE_SECONDS = "10";
  private static final String SILENCE_SECONDS = "60";

  @Override
  public Connection writer() throws SQLException {
    Connection connection = open();
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    connection.setAutoCommit(false);
    return connection;
  }

  @Override
  public Connection reader() throws SQLException {
    Connection connection = open();
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    return connection;
  }

  @Override
  public void begin(Connection writer) throws SQLException {
    Database.execute(writer, "SELECT pg_advisory_xact_lock(" + LOCK + ")");
  }

  /// The driver begins a transaction with its first statement.
  @Override
  public void beginReading(Connection reader) {}

  @Override
  public void commit(Connection connection) throws SQLException {
    connection.commit();
  }

  @Override
  public void rollback(Connection connection) throws SQLException {
    connection.rollback();
  }

  /// The server reuses the room of deleted rows when it sees fit.
  @Override
  public void scrub() {}

  private Connection open() throws SQLException {
    Properties properties = location.properties();
    properties.putIfAbsent("connectTimeout", PATIENCE_SECONDS);
    properties.putIfAbsent("loginTimeout", PATIENCE_SECONDS);
    properties.putIfAbsent("options", "-c lock_timeout=" + PATIENCE_SECONDS + "s");
    // A network that swallows everything must not keep all callers waiting forever.
    properties.putIfAbsent("socketTimeout", SILENCE_SECONDS);
    properties.putIfAbsent("tcpKeepAlive", "true");
    properties.putIfAbsent("ApplicationName", "ponder");
    properties.putIfAbsent("prepareThreshold", "1");
    Connection connection = DriverManager.getConnection(location.url(), properties);
    try {
      // Whatever the server is configured for: what is acknowledged is on disk.
      Database.execute(connection, "SET synchronous_commit TO on");
      return connection;
    } catch (SQLException e) {
      Lane.close(connection);
      throw e;
    }
  }

  @Override
  public StateException explain(SQLException failure) {
    String state = Optional.ofNullable(failure.getSQLState()).orElse("");
    String kind = state.length() < 2 ? "" : state.substring(0, 2);
    return switch (kind) {
      case "08", "57" -> problem(Reason.UNREACHABLE, "cannot be reached", failure);
      case "28", "3D" -> problem(Reason.UNREACHABLE, "does not let us in", failure);
      case "53" -> problem(Reason.FULL, "has no room left", failure);
      case "25", "42" -> problem(Reason.READ_ONLY, "may not be written", failure);
      case "55" -> problem(Reason.IN_USE, "is kept locked by others", failure);
      case "XX" -> problem(Reason.DAMAGED, "is damaged", failure);
      default -> problem(Reason.FAILED, "failed", failure);
    };
  }

  private StateException problem(Reason reason, String what, SQLException failure) {
    return new StateException(
        reason, "the database %s %s: %s".formatted(location, what, failure.getMessage()), failure);
  }

  @Override
  public boolean isLost(SQLException failure) {
    String state = Optional.ofNullable(failure.getSQLState()).orElse("");
    return state.startsWith("08") || state.startsWith("57P");
  }
}
