package dev.ponder.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Threads that read, each with a connection of its own, opened when first needed.
final class ReadLanes implements Lane {
  private final Database database;
  private final Clock clock;
  private final JobQueue queue = new JobQueue();
  private final List<Thread> threads;

  ReadLanes(Database database, int count, Clock clock) {
    this.database = database;
    this.clock = clock;
    threads =
        IntStream.range(0, count)
            .mapToObj(index ->
                Thread.ofPlatform()
                    .daemon()
                    .name("ponder-state-reader-" + index)
                    .start(() -> new OneThread().run()))
            .toList();
  }

  @Override
  public <T> T run(Function<Session, T> work) {
    Job<T> job = new Job<>(work);
    queue.add(job);
    return job.await();
  }

  @Override
  public void close() {
    queue.close();
    threads.forEach(Lane::await);
  }

  /// What one of the threads owns.
  private final class OneThread {
    private @Nullable Connection connection;

    void run() {
      List<Job<?>> next = queue.take(1);
      while (!next.isEmpty()) {
        serve(next.getFirst());
        next = queue.take(1);
      }
      discard();
    }

    /// Reading changes nothing, so what met a connection that had died is done again.
    private void serve(Job<?> job) {
      boolean reused = connection != null;
      try {
        attempt(job);
      } catch (SQLException e) {
        discard();
        if (reused && database.isLost(e)) {
          serve(job);
        } else {
          job.fail(database.explain(e));
        }
      }
    }

    private void attempt(Job<?> job) throws SQLException {
      Connection open = connection;
      if (open == null) {
        open = database.reader();
        connection = open;
      }
      database.beginReading(open);
      try {
        job.attempt(new Session(new Sql(open, database::explain), clock.instant()));
      } catch (StateException e) {
        if (e.getCause() instanceof SQLException cause) {
          throw cause;
        }
        job.fail(e);
      } catch (RuntimeException | Error e) {
        job.fail(e);
      }
      database.rollback(open);
      job.succeed();
    }

    private void discard() {
      Connection open = connection;
      connection = null;
      Lane.close(open);
    }
  }
}
