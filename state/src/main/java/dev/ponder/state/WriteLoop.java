package dev.ponder.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The thread that writes, with the only connection that does.
///
/// All jobs that wait when the thread is free become one transaction of the database, each behind a
/// savepoint of its own, so that one `fsync` serves them all and each still happens wholly or not
/// at all ("group commit"). Nobody is told of a success before the commit has returned.
final class WriteLoop implements Lane {
  private static final int MOST_TOGETHER = 64;

  private final Database database;
  private final Clock clock;
  private final JobQueue queue = new JobQueue();
  private final Thread thread;
  private @Nullable Connection connection;

  /// @param connection passes to the loop
  WriteLoop(Database database, Connection connection, Clock clock) {
    this.database = database;
    this.connection = connection;
    this.clock = clock;
    thread = Thread.ofPlatform().daemon().name("ponder-state-writer").start(this::run);
  }

  /// Runs the function in a transaction; what it did is durable when this returns.
  @Override
  public <T> T run(Function<Session, T> work) {
    Job<T> job = new Job<>(work);
    queue.add(job);
    return job.await();
  }

  @Override
  public void close() {
    queue.close();
    Lane.await(thread);
  }

  private void run() {
    List<Job<?>> together = queue.take(MOST_TOGETHER);
    while (!together.isEmpty()) {
      commit(together);
      together = queue.take(MOST_TOGETHER);
    }
    discard();
  }

  private void commit(List<Job<?>> together) {
    try {
      Connection open = begin();
      for (Job<?> job : together) {
        attempt(job, open);
      }
      database.commit(open);
      together.forEach(Job::succeed);
    } catch (SQLException e) {
      StateException failure = database.explain(e);
      together.forEach(job -> job.fail(failure));
      recover(e);
    }
  }

  /// A connection that died while nobody used it is noticed here, before anything is done with it.
  private Connection begin() throws SQLException {
    Connection idle = connection;
    if (idle != null) {
      try {
        database.begin(idle);
        return idle;
      } catch (SQLException e) {
        if (!database.isLost(e)) {
          throw e;
        }
        discard();
      }
    }
    Connection fresh = database.writer();
    connection = fresh;
    database.begin(fresh);
    return fresh;
  }

  /// @throws SQLException when the transaction as a whole cannot go on
  private void attempt(Job<?> job, Connection open) throws SQLException {
    Database.execute(open, "SAVEPOINT job");
    try {
      job.attempt(new Session(new Sql(open, database::explain), clock.instant()));
    } catch (RuntimeException | Error e) {
      job.fail(e);
      // Fails where the database has given up the whole transaction, as SQLite does on a full disk.
      Database.execute(open, "ROLLBACK TO SAVEPOINT job");
    }
    Database.execute(open, "RELEASE SAVEPOINT job");
  }

  private void recover(SQLException failure) {
    Connection open = connection;
    if (open == null) {
      return;
    }
    try {
      database.rollback(open);
    } catch (SQLException e) {
      failure.addSuppressed(e);
      discard();
    }
    if (database.isLost(failure)) {
      discard();
    }
  }

  private void discard() {
    Connection open = connection;
    connection = null;
    Lane.close(open);
  }
}
