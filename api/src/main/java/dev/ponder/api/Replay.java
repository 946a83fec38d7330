package dev.ponder.api;

import dev.ponder.core.Problem;
import java.time.Duration;
import java.util.List;

/// Tells again what happened to a response that is over.
final class Replay implements Reading {
  private final List<StreamEvent> events;
  private final Outcome outcome;
  private int next;

  Replay(List<StreamEvent> events, Outcome outcome) {
    this.events = List.copyOf(events);
    this.outcome = outcome;
  }

  @Override
  public Step next(Duration patience) {
    return next < events.size() ? new Step.Event(events.get(next++)) : new Step.Ended(outcome);
  }

  @Override
  public void callOff(Problem why) {
    next = events.size();
  }

  @Override
  public void close() {}
}
