package dev.ponder.serve;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Problem;
import dev.ponder.core.Responder;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ResponseRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The answers that are made for one request, each on a virtual thread of its own, and their events
/// in one line for the request's thread. So one thread encodes and writes, whatever the number of
/// answers, and it can do something else while no event comes.
final class Choices implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Choices.class);

  /// Events that may wait for a slow reader before its choices wait too.
  private static final int WAITING_EVENTS = 64;

  private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(WAITING_EVENTS);
  private final Semaphore turns;
  private final List<Thread> threads = new ArrayList<>();

  /// What happened to one of the choices.
  sealed interface Step {
    /// An event of that choice.
    record Event(int choice, ResponseEvent event) implements Step {}

    /// A choice ended by a problem instead of an event.
    record Refused(Problem problem) implements Step {}

    /// A choice is complete.
    record Ended() implements Step {}

    /// Nothing.
    record Silence() implements Step {}
  }

  private Choices(int sideBySide) {
    this.turns = new Semaphore(sideBySide);
  }

  /// Starts an answer to each of the requests.
  ///
  /// @param sideBySide how many are made at once; the others follow
  static Choices start(Responder responder, List<ResponseRequest> requests, int sideBySide) {
    Choices choices = new Choices(sideBySide);
    for (int i = 0; i < requests.size(); i++) {
      int choice = i;
      ResponseRequest request = requests.get(i);
      choices.threads.add(
          Thread.ofVirtual()
              .name("choice-" + choice)
              .start(() -> choices.steps.add(choices.make(responder, request, choice))));
    }
    return choices;
  }

  /// How many were started.
  int size() {
    return threads.size();
  }

  /// The next step of any choice, or silence for that long.
  Step next(Duration patience) throws InterruptedException {
    Step step = steps.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    if (step == null) {
      return new Step.Silence();
    }
    if (step instanceof Step.Event) {
      room.release();
    }
    return step;
  }

  /// Calls off what is not complete and waits until it has let go of everything.
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Step make(Responder responder, ResponseRequest request, int choice) {
    try {
      turns.acquire();
    } catch (InterruptedException e) {
      return calledOff();
    }
    try {
      responder.respond(request, event -> add(choice, event));
      return new Step.Ended();
    } catch (Cancelled e) {
      return calledOff();
    } catch (Problem.Exceptional e) {
      return new Step.Refused(e.problem());
    } catch (RuntimeException | Error e) {
      LOG.error("An answer broke off", e);
      return new Step.Refused(HttpEntrance.internal());
    } finally {
      turns.release();
    }
  }

  private static Step calledOff() {
    return new Step.Refused(Problem.of(Problem.Kind.UNAVAILABLE, "The answer was called off."));
  }

  private void add(int choice, ResponseEvent event) throws Cancelled {
    try {
      room.acquire();
    } catch (InterruptedException e) {
      throw new Cancelled("called off");
    }
    steps.add(new Step.Event(choice, event));
  }
}
