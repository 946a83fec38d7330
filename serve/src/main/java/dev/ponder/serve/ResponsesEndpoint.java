package dev.ponder.serve;

import dev.ponder.api.Caller;
import dev.ponder.api.Reading;
import dev.ponder.api.ResponseOperations;
import dev.ponder.api.Submission;
import dev.ponder.core.Cancelled;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.protocol.objects.Bodies;
import dev.ponder.protocol.objects.PageRequest;
import dev.ponder.protocol.responses.CreateRequest;
import java.time.Duration;
import java.util.List;

/// `/v1/responses`.
final class ResponsesEndpoint implements Routes {
  static final PageRequest.Limits PAGE = new PageRequest.Limits(20, 100);

  private final ResponseOperations responses;
  private final RequestBody body;
  private final SocketEntrance sockets;
  private final Shared shared;
  private final Duration ping;

  /// How requests come and answers go.
  ///
  /// @param ping how long a stream may be silent
  record Means(RequestBody body, SocketEntrance sockets, Shared shared, Duration ping) {}

  ResponsesEndpoint(ResponseOperations responses, Means means) {
    this.responses = responses;
    this.body = means.body();
    this.sockets = means.sockets();
    this.shared = means.shared();
    this.ping = means.ping();
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.api("/v1/responses", "ask; \"stream\": true for server-sent events")
            .get(sockets::connect)
            .post(this::create),
        Route.api("/v1/responses/input_tokens", "how long a prompt is").post(this::inputTokens),
        Route.api("/v1/responses/compact", "make a long conversation short").post(this::compact),
        Route.api("/v1/responses/{id}", "a stored response; its events with ?stream=true")
            .get(this::retrieve)
            .delete(this::delete),
        Route.api("/v1/responses/{id}/cancel", "stop one that is made in the background")
            .post(this::cancel),
        Route.api("/v1/responses/{id}/input_items", "what it was asked").get(this::inputItems));
  }

  private void create(Exchange exchange) throws Cancelled {
    Submission submission = responses.submission(caller(exchange), read(exchange));
    boolean stream =
        switch (submission.request().delivery()) {
          case CreateRequest.Delivery.Whole() -> false;
          case CreateRequest.Delivery.Stream _ -> true;
        };
    if (submission.request().background() && !stream) {
      exchange.answer(Answer.json(responses.enqueued(submission).text()));
      return;
    }
    answer(
        exchange,
        () -> responses.answer(submission),
        answer -> {
          if (stream) {
            answer.stream();
          } else {
            answer.whole();
          }
        });
  }

  private interface Source {
    Reading reading() throws Cancelled;
  }

  private interface Delivery {
    void of(ResponseAnswer answer) throws Cancelled;
  }

  private void answer(Exchange exchange, Source source, Delivery delivery) throws Cancelled {
    try (AdmissionGate.Slot slot = shared.gate().enter();
        ClientWatch _ = watch(exchange, slot);
        Reading reading = source.reading()) {
      delivery.of(
          new ResponseAnswer(
              exchange, new ResponseAnswer.Source(reading, slot, ping), shared.measurements()));
    }
  }

  private static ClientWatch watch(Exchange exchange, AdmissionGate.Slot slot) {
    return ClientWatch.start(
        exchange.request(), () -> slot.callOff(AdmissionGate.Reason.CLIENT_GONE));
  }

  private void retrieve(Exchange exchange) throws Cancelled {
    QueryParameters query = exchange.query();
    String id = exchange.parameter("id");
    if (query.first("stream").filter("true"::equals).isEmpty()) {
      answer(exchange, responses.retrieve(caller(exchange), id, query.all("include")));
      return;
    }
    long startingAfter = query.first("starting_after").map(ResponsesEndpoint::number).orElse(-1L);
    answer(
        exchange,
        () -> responses.follow(caller(exchange), id, startingAfter),
        ResponseAnswer::stream);
  }

  private static long number(String text) {
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // As wrong as a negative one.
    }
    throw Problem.invalid(
            "starting_after",
            "invalid_type",
            "Invalid type for 'starting_after': expected an integer that is not negative.")
        .exception();
  }

  private void delete(Exchange exchange) throws Cancelled {
    answer(exchange, responses.delete(caller(exchange), exchange.parameter("id")));
  }

  private void cancel(Exchange exchange) throws Cancelled {
    answer(exchange, responses.cancel(caller(exchange), exchange.parameter("id")));
  }

  private void inputItems(Exchange exchange) throws Cancelled {
    QueryParameters query = exchange.query();
    answer(
        exchange,
        responses.inputItems(
            caller(exchange), exchange.parameter("id"), page(query), query.all("include")));
  }

  static PageRequest page(QueryParameters query) {
    return PageRequest.decode(
        PAGE, query.first("limit"), query.first("order"), query.first("after"));
  }

  private void inputTokens(Exchange exchange) throws Cancelled {
    answer(exchange, responses.inputTokens(caller(exchange), read(exchange)));
  }

  private void compact(Exchange exchange) throws Cancelled {
    Json request = read(exchange);
    try (AdmissionGate.Slot slot = shared.gate().enter();
        ClientWatch _ = watch(exchange, slot)) {
      Json.Obj compacted = compacted(exchange, request, slot);
      slot.settle();
      answer(exchange, compacted);
    }
  }

  private Json.Obj compacted(Exchange exchange, Json request, AdmissionGate.Slot slot)
      throws Cancelled {
    try {
      return responses.compact(caller(exchange), request);
    } catch (Cancelled e) {
      if (slot.calledOff().filter(AdmissionGate.Reason.STOPPING::equals).isPresent()) {
        throw AdmissionGate.stopping().exception();
      }
      throw e;
    }
  }

  private Json read(Exchange exchange) throws Cancelled {
    return Bodies.parse(body.read(exchange));
  }

  private static void answer(Exchange exchange, Json.Obj object) throws Cancelled {
    exchange.answer(Answer.json(object.text()));
  }

  private static Caller caller(Exchange exchange) {
    return exchange.visitor().caller();
  }
}
