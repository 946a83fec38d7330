package dev.ponder.api;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.core.Responder;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ResponseRequest;
import dev.ponder.protocol.responses.ResponseEncoder;
import dev.ponder.state.StateException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The making of one response: asks the model, tells a log what happens, and has the result kept
/// before the last event is told. Used by one thread.
final class Turn {
  private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

  private final Responder responder;
  private final ResponseEncoder encoder;
  private final Keeper keeper;
  private final EventLog log;
  private Optional<Problem> failure = Optional.empty();
  private boolean told;

  Turn(Responder responder, ResponseEncoder encoder, Keeper keeper, EventLog log) {
    this.responder = responder;
    this.encoder = encoder;
    this.keeper = keeper;
    this.log = log;
  }

  /// Tells that the response waits for its turn.
  void queue() {
    told = true;
    log.addLast(events(encoder.queued()));
  }

  /// Makes the response that asks nothing of the model.
  Outcome prepare() {
    try {
      end(encoder.prepared());
    } catch (StateException e) {
      return notKept(e);
    }
    return outcome();
  }

  /// Asks the model.
  ///
  /// @throws Cancelled when the thread was interrupted; nothing was kept
  Outcome ask(ResponseRequest request) throws Cancelled {
    try {
      responder.respond(request, this::take);
      return outcome();
    } catch (Problem.Exceptional e) {
      return fail(e.problem());
    } catch (StateException e) {
      return notKept(e);
    } catch (RuntimeException | Error e) {
      LOG.error("A response broke off", e);
      return fail(Problems.internal());
    }
  }

  /// Ends the response with that problem, unless it is over.
  Outcome fail(Problem problem) {
    Problem worded = Problems.aboutInput(problem);
    if (!told) {
      // Nobody knows of the response, so the problem is the answer.
      return new Outcome.Failed(worded);
    }
    if (!encoder.ended()) {
      failure = Optional.of(worded);
      try {
        end(encoder.encode(new ResponseEvent.Failed(worded)));
      } catch (StateException e) {
        return notKept(e);
      }
    }
    return outcome();
  }

  /// Ends the response as one that nobody wants any more.
  Outcome cancel() {
    if (!encoder.ended()) {
      encoder.cancel();
      try {
        keeper.ended(encoder, List.of());
      } catch (StateException e) {
        return notKept(e);
      }
    }
    return outcome();
  }

  private void take(ResponseEvent event) throws Cancelled {
    if (event instanceof ResponseEvent.Failed(Problem problem)) {
      fail(problem);
      return;
    }
    List<Json.Obj> wire = encoder.encode(event);
    if (event instanceof ResponseEvent.Started) {
      keeper.began(encoder);
    }
    told = true;
    if (encoder.ended()) {
      end(wire);
    } else {
      log.add(events(wire));
    }
  }

  private void end(List<Json.Obj> wire) {
    List<StreamEvent> last = events(wire);
    keeper.ended(encoder, last);
    log.addLast(last);
  }

  private Outcome outcome() {
    return failure
        .<Outcome>map(Outcome.Failed::new)
        .orElseGet(() -> new Outcome.Made(encoder.response()));
  }

  private Outcome notKept(StateException e) {
    LOG.error("A response could not be stored: {}", e.getMessage(), e);
    Problem problem = Problems.notStored();
    log.addLast(List.of(Problems.event(problem, log.next())));
    return new Outcome.Failed(problem);
  }

  private static List<StreamEvent> events(List<Json.Obj> wire) {
    return wire.stream().map(StreamEvent::of).toList();
  }
}
