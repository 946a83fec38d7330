package dev.ponder.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Threads with connections of their own that do work for others. Callers are virtual threads
/// mostly, and a native call would pin the thread that carries them.
interface Lane extends AutoCloseable {

  /// Does the work in a transaction and returns what it gave, or throws what it threw.
  ///
  /// @throws StateException when the database fails
  <T> T run(Function<Session, T> work);

  /// Ends the threads once they have done what waits.
  @Override
  void close();

  /// Waits for the thread to end, however often interrupted.
  static void await(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Closes a connection that nobody will miss.
  static void close(@Nullable Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      System.getLogger(Lane.class.getName())
          .log(System.Logger.Level.DEBUG, "a connection did not close", e);
    }
  }
}
