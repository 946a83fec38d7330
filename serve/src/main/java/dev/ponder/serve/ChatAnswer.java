package dev.ponder.serve;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseEvent;
import dev.ponder.protocol.WireEncoder;
import java.time.Duration;
import java.util.List;

/// Answers one request from the events of its choices. Whole answer and stream fold the same
/// events; they differ in when something is sent. A problem before anything was sent is thrown and
/// becomes an HTTP error, after it an event of the stream.
final class ChatAnswer {
  /// How the data of a named event begins.
  private static final String TYPED = "{\"type\":\"";

  private final Exchange exchange;
  private final Source source;
  private final WireEncoder encoder;
  private final Measurements measurements;
  private int open;
  private boolean spoke;
  private Manner manner = Manner.WHOLE;

  /// How an answer travels.
  enum Manner {
    /// As one body.
    WHOLE,
    /// As server-sent events without names.
    STREAM,
    /// As server-sent events that are named by the `type` that is the first member of their data.
    NAMED_STREAM
  }

  /// Where the events come from.
  ///
  /// @param slot tells why the thread was interrupted
  /// @param ping how long a stream may be silent
  record Source(Choices choices, AdmissionGate.Slot slot, Duration ping) {}

  ChatAnswer(Exchange exchange, Source source, WireEncoder encoder, Measurements measurements) {
    this.exchange = exchange;
    this.source = source;
    this.encoder = encoder;
    this.measurements = measurements;
    this.open = source.choices().size();
  }

  /// Sends it.
  void send(Manner wanted) throws Cancelled {
    manner = wanted;
    switch (wanted) {
      case WHOLE -> whole();
      case STREAM, NAMED_STREAM -> stream();
    }
  }

  private void whole() throws Cancelled {
    while (open > 0) {
      fold(next());
    }
    source.slot().settle();
    exchange.answer(Answer.json(encoder.end().getFirst()));
  }

  private void stream() throws Cancelled {
    Choices.Step first = next();
    while (first instanceof Choices.Step.Silence) {
      first = next();
    }
    List<String> data = fold(first);
    SseWriter out = exchange.stream();
    send(data, out);
    try {
      while (open > 0) {
        Choices.Step step = next();
        if (step instanceof Choices.Step.Silence) {
          out.ping();
        }
        send(fold(step), out);
      }
    } catch (Problem.Exceptional e) {
      // The encoder lets nothing but the first failure pass.
      send(encoder.encode(0, new ResponseEvent.Failed(e.problem())), out);
    }
    source.slot().settle();
    send(ending(), out);
    out.end();
  }

  /// What travels last; an answer that could not be kept as promised is a failed one.
  private List<String> ending() {
    try {
      return encoder.end();
    } catch (Problem.Exceptional e) {
      return encoder.encode(0, new ResponseEvent.Failed(e.problem()));
    }
  }

  private Choices.Step next() throws Cancelled {
    try {
      return source.choices().next(source.ping());
    } catch (InterruptedException e) {
      if (source.slot().calledOff().orElseThrow() == AdmissionGate.Reason.STOPPING) {
        throw AdmissionGate.stopping().exception();
      }
      throw new Cancelled("the client is gone");
    }
  }

  /// What the step adds to a stream.
  private List<String> fold(Choices.Step step) {
    return switch (step) {
      case Choices.Step.Event(int choice, ResponseEvent event) -> {
        observe(event);
        yield encoder.encode(choice, event);
      }
      case Choices.Step.Ended _ -> {
        open--;
        yield List.of();
      }
      case Choices.Step.Refused(Problem problem) -> throw problem.exception();
      case Choices.Step.Silence() -> List.of();
    };
  }

  private void observe(ResponseEvent event) {
    switch (event) {
      case ResponseEvent.Started _ -> {}
      case ResponseEvent.ReasoningDelta(String text) -> spoke(text);
      case ResponseEvent.TextDelta(String text, _) -> spoke(text);
      case ResponseEvent.ToolCallStarted(_, String name) -> spoke(name);
      case ResponseEvent.ToolCallDelta _, ResponseEvent.ToolCallEnded _ -> {}
      case ResponseEvent.Finished(_, var usage, _) -> exchange.count(usage);
      // One choice that fails ends all.
      case ResponseEvent.Failed _ -> open = 0;
    }
  }

  private void spoke(String text) {
    if (!spoke && !text.isEmpty()) {
      spoke = true;
      measurements.firstToken(exchange.elapsed());
    }
  }

  private void send(List<String> data, SseWriter out) throws Cancelled {
    for (String line : data) {
      if (manner == Manner.NAMED_STREAM) {
        out.event(type(line), line);
      } else {
        out.event(line);
      }
      measurements.event();
    }
  }

  private static String type(String data) {
    if (!data.startsWith(TYPED)) {
      throw new IllegalStateException("an event that does not begin with its type");
    }
    return data.substring(TYPED.length(), data.indexOf('"', TYPED.length()));
  }
}
