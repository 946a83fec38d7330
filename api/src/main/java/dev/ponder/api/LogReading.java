package dev.ponder.api;

import dev.ponder.core.Problem;
import java.time.Duration;
import java.util.Optional;

/// Follows a response that is made in the background.
final class LogReading implements Reading {
  private final EventLog log;
  private long place;
  private Optional<Problem> calledOff = Optional.empty();

  /// @param place the sequence number to begin with
  LogReading(EventLog log, long place) {
    this.log = log;
    this.place = place;
  }

  @Override
  public Step next(Duration patience) throws InterruptedException {
    if (calledOff.isPresent()) {
      return new Step.Ended(new Outcome.Failed(calledOff.get()));
    }
    Step step = log.at(place, patience);
    if (step instanceof Step.Event) {
      place++;
    }
    return step;
  }

  @Override
  public void callOff(Problem why) {
    calledOff = Optional.of(why);
  }

  @Override
  public void close() {}
}
