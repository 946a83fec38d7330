package dev.ponder.serve;

import dev.ponder.api.Caller;
import dev.ponder.api.CompletionOperations;
import dev.ponder.core.Cancelled;
import dev.ponder.core.Responder;
import dev.ponder.protocol.ChatRequest;
import dev.ponder.protocol.WireEncoder;
import dev.ponder.protocol.objects.Bodies;
import dev.ponder.protocol.objects.PageRequest;
import java.util.List;
import java.util.Optional;

/// `/v1/chat/completions`: making them, and looking after those that are kept.
final class ChatEndpoint implements Routes {
  private final CompletionOperations completions;
  private final Responder responder;
  private final RequestBody body;
  private final AdmissionGate gate;
  private final Measurements measurements;
  private final Limits limits;

  ChatEndpoint(Backend backend, RequestBody body, Limits limits, Shared shared) {
    this.completions = backend.api().completions();
    this.responder = backend.responder();
    this.body = body;
    this.limits = limits;
    this.gate = shared.gate();
    this.measurements = shared.measurements();
  }

  @Override
  public List<Route> routes() {
    String one = "/v1/chat/completions/{completion_id}";
    return List.of(
        Route.api("/v1/chat/completions", "ask, \"stream\": true for server-sent events; list")
            .get(this::list)
            .post(this::create),
        Route.api(one, "one that was stored")
            .get(this::retrieve)
            .post(this::update)
            .delete(this::delete),
        Route.api(one + "/messages", "what it answered").get(this::messages));
  }

  private void create(Exchange exchange) throws Cancelled {
    byte[] bytes = body.read(exchange);
    try (AdmissionGate.Slot slot = gate.enter()) {
      ChatRequest chat = completions.decode(caller(exchange), bytes);
      answer(exchange, chat, slot, completions.encoder(caller(exchange), chat));
    }
  }

  private void answer(
      Exchange exchange, ChatRequest chat, AdmissionGate.Slot slot, WireEncoder encoder)
      throws Cancelled {
    Runnable gone = () -> slot.callOff(AdmissionGate.Reason.CLIENT_GONE);
    try (ClientWatch _ = ClientWatch.start(exchange.request(), gone);
        Choices choices =
            Choices.start(
                responder, CompletionOperations.requests(chat), slot.widen(chat.choices()))) {
      ChatAnswer answer =
          new ChatAnswer(
              exchange, new ChatAnswer.Source(choices, slot, limits.ping()), encoder, measurements);
      switch (chat.delivery()) {
        case ChatRequest.Delivery.Whole _ -> answer.whole();
        case ChatRequest.Delivery.Stream _ -> answer.stream();
      }
    }
  }

  private void list(Exchange exchange) throws Cancelled {
    QueryParameters query = exchange.query();
    exchange.answer(
        Answer.json(
            completions
                .list(caller(exchange), page(query), query.first("model"), query.map("metadata"))
                .text()));
  }

  private void retrieve(Exchange exchange) throws Cancelled {
    exchange.answer(Answer.json(completions.retrieve(caller(exchange), id(exchange)).text()));
  }

  private void update(Exchange exchange) throws Cancelled {
    byte[] bytes = body.read(exchange);
    exchange.answer(
        Answer.json(
            completions.update(caller(exchange), id(exchange), Bodies.parse(bytes)).text()));
  }

  private void delete(Exchange exchange) throws Cancelled {
    exchange.answer(Answer.json(completions.delete(caller(exchange), id(exchange)).text()));
  }

  private void messages(Exchange exchange) throws Cancelled {
    PageRequest page = page(exchange.query());
    exchange.answer(Answer.json(completions.messages(caller(exchange), id(exchange), page).text()));
  }

  /// These lists begin with their oldest entry unless the client says otherwise.
  private static PageRequest page(QueryParameters query) {
    Optional<String> order = query.first("order").or(() -> Optional.of("asc"));
    return PageRequest.decode(
        CompletionOperations.PAGE, query.first("limit"), order, query.first("after"));
  }

  private static Caller caller(Exchange exchange) {
    return exchange.visitor().caller();
  }

  private static String id(Exchange exchange) {
    return exchange.parameter("completion_id");
  }
}
