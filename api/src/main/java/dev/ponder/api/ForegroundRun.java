package dev.ponder.api;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Problem;
import java.time.Duration;
import java.util.Optional;

/// A response that is made on a thread of its own for one reader, and ends with it.
final class ForegroundRun implements Reading {
  private final EventLog log;
  private volatile Optional<Problem> calledOff = Optional.empty();
  private final Thread thread;
  private long place;

  /// How a turn is taken.
  interface Course {
    Outcome take(Turn turn) throws Cancelled;
  }

  private ForegroundRun(Turn turn, EventLog log, Course course) {
    this.log = log;
    this.thread = Thread.ofVirtual().name("response").unstarted(() -> run(turn, course));
  }

  /// Starts a response.
  ///
  /// @param log where the turn tells what happens
  static ForegroundRun start(Turn turn, EventLog log, Course course) {
    ForegroundRun run = new ForegroundRun(turn, log, course);
    run.thread.start();
    return run;
  }

  private void run(Turn turn, Course course) {
    Outcome outcome = new Outcome.Failed(Problems.internal());
    try {
      outcome = course.take(turn);
    } catch (Cancelled e) {
      // What follows must not be interrupted by what ended the answer.
      Thread.interrupted();
      outcome = calledOff.map(turn::fail).orElse(new Outcome.Failed(Problems.gone()));
    } finally {
      log.end(outcome);
    }
  }

  @Override
  public Step next(Duration patience) throws InterruptedException {
    Step step = log.at(place, patience);
    if (step instanceof Step.Event) {
      place++;
    }
    return step;
  }

  @Override
  public void callOff(Problem why) {
    calledOff = Optional.of(why);
    thread.interrupt();
  }

  @Override
  public void close() {
    thread.interrupt();
    Threads.join(thread);
  }
}
