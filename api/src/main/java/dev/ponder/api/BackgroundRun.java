package dev.ponder.api;

import dev.ponder.core.Cancelled;
import dev.ponder.core.ResponseRequest;
import java.util.concurrent.Semaphore;

/// A response that is made on a thread of its own, whoever reads its events.
final class BackgroundRun {
  private final Task task;
  private final Semaphore places;
  private final Thread thread;
  private volatile Wish wish = Wish.RESULT;

  /// What is to be done.
  ///
  /// @param log where the turn tells what happens
  record Task(String owner, String id, Turn turn, EventLog log, ResponseRequest asked) {}

  /// What becomes of the response.
  private enum Wish {
    /// It is made.
    RESULT,
    /// It ends as cancelled.
    CANCELLED,
    /// It stays as it is, for the server's next start.
    LATER
  }

  /// @param places how many more such runs may ask the model at the same time
  /// @param then runs at the very end
  BackgroundRun(Task task, Semaphore places, Runnable then) {
    this.task = task;
    this.places = places;
    this.thread = Thread.ofVirtual().name("background-response").unstarted(() -> run(then));
  }

  void start() {
    thread.start();
  }

  private void run(Runnable then) {
    try {
      task.log().end(made());
    } finally {
      then.run();
    }
  }

  private Outcome made() {
    try {
      places.acquire();
      try {
        return task.turn().ask(task.asked());
      } finally {
        places.release();
      }
    } catch (Cancelled | InterruptedException e) {
      // What follows must not be interrupted by what ended the answer.
      Thread.interrupted();
      return switch (wish) {
        case CANCELLED -> task.turn().cancel();
        case RESULT, LATER -> new Outcome.Failed(Problems.stopping());
      };
    }
  }

  EventLog log() {
    return task.log();
  }

  /// Ends the response as cancelled, unless it is over, and waits for that.
  void cancel() {
    wish = Wish.CANCELLED;
    thread.interrupt();
    Threads.join(thread);
  }

  /// Lets go of the response and waits until everything is released.
  void leave() {
    wish = Wish.LATER;
    thread.interrupt();
    Threads.join(thread);
  }
}
