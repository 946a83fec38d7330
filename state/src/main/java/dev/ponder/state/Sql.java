package dev.ponder.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Statements within one transaction. Values are parameters always: strings, longs, and optional
/// longs and strings for columns that may be null.
///
/// After a statement has failed, the databases differ in what is left of the transaction, so
/// nothing more of it is done.
final class Sql {
  private final Connection connection;
  private final Function<SQLException, StateException> explanation;
  private @Nullable StateException failure;

  Sql(Connection connection, Function<SQLException, StateException> explanation) {
    this.connection = connection;
    this.explanation = explanation;
  }

  /// Makes a value of the row that the result stands at.
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /// Looks at the row that the result stands at, and says whether to go on.
  interface Visitor {
    boolean visit(ResultSet row) throws SQLException;
  }

  private interface Use<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  /// Runs a statement and returns how many rows it changed.
  int update(String text, Object... parameters) {
    return run(text, parameters, PreparedStatement::executeUpdate);
  }

  /// The first row.
  <T> Optional<T> first(Row<T> row, String text, Object... parameters) {
    return all(row, text, parameters).stream().findFirst();
  }

  /// All rows, for statements that cannot find many.
  <T> List<T> all(Row<T> row, String text, Object... parameters) {
    List<T> found = new ArrayList<>();
    visit(each -> found.add(row.read(each)), text, parameters);
    return found;
  }

  /// Row after row, until the visitor has enough.
  void visit(Visitor visitor, String text, Object... parameters) {
    run(
        text,
        parameters,
        statement -> {
          // Without a size, the driver of PostgreSQL takes all rows into memory at once.
          statement.setFetchSize(FETCH);
          try (ResultSet rows = statement.executeQuery()) {
            boolean more = true;
            while (more && rows.next()) {
              more = visitor.visit(rows);
            }
          }
          return 0;
        });
  }

  private static final int FETCH = 64;

  /// Throws what a statement failed with, if one did, even if somebody has caught it since.
  void check() {
    if (failure != null) {
      throw failure;
    }
  }

  private <T> T run(String text, Object[] parameters, Use<T> use) {
    check();
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      for (int i = 0; i < parameters.length; i++) {
        bind(statement, i + 1, parameters[i]);
      }
      return use.of(statement);
    } catch (SQLException e) {
      failure = explanation.apply(e);
      throw failure;
    }
  }

  private static void bind(PreparedStatement statement, int index, Object value)
      throws SQLException {
    switch (value) {
      case String text -> statement.setString(index, text);
      case Long number -> statement.setLong(index, number);
      case Integer number -> statement.setInt(index, number);
      case Optional<?> present when present.isPresent() ->
          bind(statement, index, present.orElseThrow());
      case Optional<?> _ -> statement.setNull(index, Types.NULL);
      default -> throw new IllegalArgumentException("no parameter: " + value.getClass());
    }
  }

  /// A column that may be null.
  static Optional<Long> optionalLong(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(value);
  }
}
