package dev.ponder.api;

import dev.ponder.core.Cancelled;
import dev.ponder.core.EventSink;
import dev.ponder.core.Responder;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ResponseRequest;

/// Tells a meter of each answer before its end is told to anybody else.
record MeteredResponder(Responder responder, Meter meter) implements Responder {

  @Override
  public void respond(ResponseRequest request, EventSink events) throws Cancelled {
    responder.respond(
        request,
        event -> {
          if (event instanceof ResponseEvent.Finished(_, var usage, _)) {
            meter.count(usage);
          }
          events.accept(event);
        });
  }

  @Override
  public int inputTokens(ResponseRequest request) throws Cancelled {
    return responder.inputTokens(request);
  }
}
