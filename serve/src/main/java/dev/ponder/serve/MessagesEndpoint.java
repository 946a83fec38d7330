package dev.ponder.serve;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Defaults;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseRequest;
import dev.ponder.protocol.Sealer;
import dev.ponder.protocol.anthropic.Extras;
import dev.ponder.protocol.anthropic.MessageOrigin;
import dev.ponder.protocol.anthropic.Messages;
import dev.ponder.protocol.anthropic.MessagesModels;
import dev.ponder.protocol.anthropic.MessagesOptions;
import dev.ponder.protocol.anthropic.MessagesRequest;
import java.util.List;
import java.util.UUID;

/// Anthropic's `POST /v1/messages` and `POST /v1/messages/count_tokens`.
final class MessagesEndpoint implements Routes {
  private final Backend backend;
  private final RequestBody body;
  private final AnswerDesk desk;
  private final AdmissionGate gate;

  MessagesEndpoint(Backend backend, RequestBody body, AnswerDesk desk, Shared shared) {
    this.backend = backend;
    this.body = body;
    this.desk = desk;
    this.gate = shared.gate();
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.api("/v1/messages", "ask, as Anthropic's clients do").post(this::create),
        Route.api("/v1/messages/count_tokens", "how long such a request is").post(this::count),
        noBatches("/v1/messages/batches"),
        noBatches("/v1/messages/batches/{id...}"));
  }

  private static Route noBatches(String template) {
    Endpoint refusal =
        _ -> {
          throw Problem.of(
                  Problem.Kind.NOT_FOUND,
                  "Message batches are not available on this server; /v1/batches takes those of"
                      + " OpenAI's API.")
              .exception();
        };
    return Route.api(template, "").get(refusal).post(refusal).delete(refusal);
  }

  private void create(Exchange exchange) throws Cancelled {
    byte[] bytes = body.read(exchange);
    try (AdmissionGate.Slot slot = gate.enter()) {
      Sealer sealer = sealer(exchange);
      MessagesRequest decoded = Messages.decode(bytes, options(exchange));
      ModelInfo model = model(decoded.request());
      MessagesRequest messages = decoded.edited(backend.responder()::inputTokens);
      boolean streams = messages.delivery() == MessagesRequest.Delivery.STREAM;
      int inputTokens = streams ? backend.responder().inputTokens(messages.request()) : 0;
      MessageOrigin origin = new MessageOrigin(newId(), exchange.id(), inputTokens);
      desk.answer(
          exchange,
          slot,
          new AnswerDesk.Job(
              List.of(messages.request()),
              Messages.encoder(messages, model, origin, sealer),
              streams ? ChatAnswer.Manner.NAMED_STREAM : ChatAnswer.Manner.WHOLE));
    }
  }

  private void count(Exchange exchange) throws Cancelled {
    byte[] bytes = body.read(exchange);
    try (AdmissionGate.Slot _ = gate.enter()) {
      ResponseRequest request = Messages.decodeCount(bytes, options(exchange));
      model(request);
      int tokens = backend.responder().inputTokens(request);
      exchange.answer(Answer.json(Messages.tokenCount(tokens)));
    }
  }

  /// Who takes part in a beta may send fields of it.
  private MessagesOptions options(Exchange exchange) {
    Extras extras =
        exchange.header("anthropic-beta").isPresent() ? Extras.TOLERATED : Extras.REFUSED;
    return new MessagesOptions(this::usual, sealer(exchange), extras);
  }

  private Sealer sealer(Exchange exchange) {
    return backend.api().sealer(exchange.visitor().caller());
  }

  private Defaults usual(String model) {
    return backend.catalog().find(model).map(ModelInfo::defaults).orElse(Defaults.API);
  }

  private ModelInfo model(ResponseRequest request) {
    String name = request.model();
    return backend.catalog().find(name).orElseThrow(() -> MessagesModels.unknown(name).exception());
  }

  private static String newId() {
    return "msg_" + UUID.randomUUID().toString().replace("-", "");
  }
}
