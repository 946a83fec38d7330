package dev.ponder.api;

import dev.ponder.core.Cancelled;
import dev.ponder.core.EventSink;
import dev.ponder.core.Problem;
import dev.ponder.core.Responder;
import dev.ponder.core.ResponseRequest;
import java.time.Duration;

/// Asks again for a while when the other responder has no room, for answers that nobody waits for.
final class PatientResponder implements Responder {
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Responder responder;

  PatientResponder(Responder responder) {
    this.responder = responder;
  }

  @Override
  public void respond(ResponseRequest request, EventSink events) throws Cancelled {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!tried(request, events, deadline)) {
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        throw new Cancelled("called off while it waited for room");
      }
    }
  }

  /// A responder without room says so before the first event, so nothing is told twice.
  private boolean tried(ResponseRequest request, EventSink events, long deadline) throws Cancelled {
    try {
      responder.respond(request, events);
      return true;
    } catch (Problem.Exceptional e) {
      boolean full = e.problem().kind() == Problem.Kind.OVERLOADED;
      if (full && System.nanoTime() - deadline < 0) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public int inputTokens(ResponseRequest request) throws Cancelled {
    return responder.inputTokens(request);
  }
}
