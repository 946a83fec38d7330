package dev.ponder.api;

import dev.ponder.core.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// The responses that are being made in the background. A bounded number of them ask the model at
/// the same time and a bounded number waits, so that they leave room for clients that wait.
final class BackgroundRuns implements AutoCloseable {
  private static final int AT_ONCE = 4;
  private static final int MOST = 256;

  private final Semaphore places = new Semaphore(AT_ONCE, true);
  private final Map<Key, BackgroundRun> runs = new HashMap<>();
  private int admitted;
  private boolean closed;

  private record Key(String owner, String id) {}

  /// The right to start one run.
  final class Ticket implements AutoCloseable {
    private boolean used;

    private Ticket() {}

    /// Starts the run.
    ///
    /// @param then runs at its end
    void start(BackgroundRun.Task task, Runnable then) {
      Key key = new Key(task.owner(), task.id());
      BackgroundRun run = new BackgroundRun(task, places, () -> end(key, then));
      used = true;
      boolean late = enter(key, run);
      run.start();
      if (late) {
        run.leave();
      }
    }

    /// Gives back what was not used.
    @Override
    public void close() {
      if (!used) {
        used = true;
        giveBack();
      }
    }
  }

  /// Lets one more run in.
  ///
  /// @throws Problem.Exceptional when there are too many, or the server stops
  synchronized Ticket admit() {
    if (closed) {
      throw Problems.stopping().exception();
    }
    if (admitted == MOST) {
      throw Problem.of(
              Problem.Kind.OVERLOADED,
              "Too many background responses wait already; try again when some are over.")
          .exception();
    }
    admitted++;
    return new Ticket();
  }

  /// The run that makes that response, if it is being made.
  synchronized Optional<BackgroundRun> find(String owner, String id) {
    return Optional.ofNullable(runs.get(new Key(owner, id)));
  }

  /// Lets go of all runs; the server's next start takes them up.
  @Override
  public void close() {
    List<BackgroundRun> left;
    synchronized (this) {
      closed = true;
      left = new ArrayList<>(runs.values());
    }
    left.forEach(BackgroundRun::leave);
  }

  /// Returns whether nobody will call the run off any more.
  private synchronized boolean enter(Key key, BackgroundRun run) {
    runs.put(key, run);
    return closed;
  }

  private void end(Key key, Runnable then) {
    then.run();
    synchronized (this) {
      runs.remove(key);
      admitted--;
    }
  }

  private synchronized void giveBack() {
    admitted--;
  }
}
