package dev.ponder.serve;

import dev.ponder.api.Outcome;
import dev.ponder.api.Reading;
import dev.ponder.api.StreamEvent;
import dev.ponder.core.Cancelled;
import dev.ponder.core.Json;
import java.time.Duration;

/// Answers one request from the events of a response. Whole answer and stream read the same events;
/// they differ in what is sent.
final class ResponseAnswer {
  private final Exchange exchange;
  private final Source source;
  private final Measurements measurements;
  private boolean spoke;

  /// Where the events come from.
  ///
  /// @param slot tells why the thread was interrupted
  /// @param ping how long a stream may be silent
  record Source(Reading reading, AdmissionGate.Slot slot, Duration ping) {}

  ResponseAnswer(Exchange exchange, Source source, Measurements measurements) {
    this.exchange = exchange;
    this.source = source;
    this.measurements = measurements;
  }

  void whole() throws Cancelled {
    while (true) {
      switch (next()) {
        case Reading.Step.Event(StreamEvent event) -> observe(event);
        case Reading.Step.Silence() -> {}
        case Reading.Step.Ended(Outcome outcome) -> {
          source.slot().settle();
          exchange.answer(Answer.json(response(outcome).text()));
          return;
        }
      }
    }
  }

  void stream() throws Cancelled {
    Reading.Step step = next();
    while (step instanceof Reading.Step.Silence) {
      step = next();
    }
    if (step instanceof Reading.Step.Ended(Outcome.Failed(var problem))) {
      throw problem.exception();
    }
    SseWriter out = exchange.stream();
    while (!(step instanceof Reading.Step.Ended)) {
      send(step, out);
      step = next();
    }
    source.slot().settle();
    out.end("[DONE]");
  }

  private void send(Reading.Step step, SseWriter out) throws Cancelled {
    if (step instanceof Reading.Step.Event(StreamEvent event)) {
      observe(event);
      if (event.ends()) {
        settle(event);
      }
      out.event(event.type(), event.data());
      measurements.event();
    } else {
      out.ping();
    }
  }

  /// Clients leave as soon as they have read the last event, so whatever is to be done for a
  /// complete answer is done before it is sent.
  private void settle(StreamEvent last) {
    source.slot().settle();
    ResponseUsage.ofEvent(last.data()).ifPresent(exchange::count);
  }

  private Reading.Step next() throws Cancelled {
    try {
      return source.reading().next(source.ping());
    } catch (InterruptedException e) {
      if (source.slot().calledOff().orElseThrow() != AdmissionGate.Reason.STOPPING) {
        throw new Cancelled("the client is gone");
      }
      // Its end tells the client why.
      source.reading().callOff(AdmissionGate.stopping());
      return new Reading.Step.Silence();
    }
  }

  private void observe(StreamEvent event) {
    if (!spoke && event.type().endsWith(".delta")) {
      spoke = true;
      measurements.firstToken(exchange.elapsed());
    }
  }

  private Json.Obj response(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Made(Json.Obj response) -> {
        ResponseUsage.of(response).ifPresent(exchange::count);
        yield response;
      }
      case Outcome.Failed(var problem) -> throw problem.exception();
    };
  }
}
