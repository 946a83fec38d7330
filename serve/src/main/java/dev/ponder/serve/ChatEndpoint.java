package dev.ponder.serve;

import dev.ponder.api.Caller;
import dev.ponder.api.CompletionOperations;
import dev.ponder.core.Cancelled;
import dev.ponder.protocol.ChatRequest;
import dev.ponder.protocol.WireEncoder;
import dev.ponder.protocol.objects.Bodies;
import dev.ponder.protocol.objects.PageRequest;
import java.util.List;
import java.util.Optional;

/// `/v1/chat/completions`: making them, and looking after those that are kept.
final class ChatEndpoint implements Routes {
  private final CompletionOperations completions;
  private final RequestBody body;
  private final AnswerDesk desk;
  private final AdmissionGate gate;

  ChatEndpoint(CompletionOperations completions, RequestBody body, AnswerDesk desk, Shared shared) {
    this.completions = completions;
    this.body = body;
    this.desk = desk;
    this.gate = shared.gate();
  }

  @Override
  public List<Route> routes() {
    String one = "/v1/chat/completions/{id}";
    return List.of(
        Route.api("/v1/chat/completions", "ask, \"stream\": true for server-sent events; list")
            .get(this::list)
            .post(this::create),
        Route.api(one, "one that was stored")
            .get(this::retrieve)
            .post(this::update)
            .delete(this::delete),
        Route.api(one + "/messages", "what it was asked").get(this::messages));
  }

  private void create(Exchange exchange) throws Cancelled {
    byte[] bytes = body.read(exchange);
    try (AdmissionGate.Slot slot = gate.enter()) {
      ChatRequest chat = completions.decode(caller(exchange), bytes);
      desk.answer(exchange, slot, job(chat, completions.encoder(caller(exchange), chat)));
    }
  }

  private static AnswerDesk.Job job(ChatRequest chat, WireEncoder encoder) {
    ChatAnswer.Manner manner =
        switch (chat.delivery()) {
          case ChatRequest.Delivery.Whole _ -> ChatAnswer.Manner.WHOLE;
          case ChatRequest.Delivery.Stream _ -> ChatAnswer.Manner.STREAM;
        };
    return new AnswerDesk.Job(CompletionOperations.requests(chat), encoder, manner);
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
    return exchange.parameter("id");
  }
}
