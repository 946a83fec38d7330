package dev.ponder.serve;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Defaults;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Sampling;
import dev.ponder.protocol.ChatCompletions;
import dev.ponder.protocol.ChatRequest;
import dev.ponder.protocol.DecodeOptions;
import dev.ponder.protocol.Models;
import dev.ponder.protocol.Origin;
import dev.ponder.protocol.Profile;
import dev.ponder.protocol.WireEncoder;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/// `POST /v1/chat/completions`.
final class ChatEndpoint implements Routes {
  private final Backend backend;
  private final RequestBody body;
  private final AdmissionGate gate;
  private final Measurements measurements;
  private final Limits limits;

  ChatEndpoint(Backend backend, RequestBody body, Limits limits, Shared shared) {
    this.backend = backend;
    this.body = body;
    this.limits = limits;
    this.gate = shared.gate();
    this.measurements = shared.measurements();
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.api("/v1/chat/completions", "ask; \"stream\": true for server-sent events")
            .post(this::create));
  }

  private void create(Exchange exchange) throws Cancelled {
    byte[] bytes = body.read(exchange);
    try (AdmissionGate.Slot slot = gate.enter()) {
      ChatRequest chat =
          ChatCompletions.decode(bytes, new DecodeOptions(this::usual, Profile.LENIENT));
      String name = chat.request().model();
      ModelInfo model =
          backend.catalog().find(name).orElseThrow(() -> Models.unknown(name).exception());
      Origin origin = new Origin(newId(), Instant.now().getEpochSecond());
      answer(exchange, chat, slot, ChatCompletions.encoder(chat, model, origin));
    }
  }

  private Defaults usual(String model) {
    return backend.catalog().find(model).map(ModelInfo::defaults).orElse(Defaults.API);
  }

  private void answer(
      Exchange exchange, ChatRequest chat, AdmissionGate.Slot slot, WireEncoder encoder)
      throws Cancelled {
    Runnable gone = () -> slot.callOff(AdmissionGate.Reason.CLIENT_GONE);
    try (ClientWatch _ = ClientWatch.start(exchange.request(), gone);
        Choices choices =
            Choices.start(backend.responder(), requests(chat), slot.widen(chat.choices()))) {
      ChatAnswer answer =
          new ChatAnswer(
              exchange, new ChatAnswer.Source(choices, slot, limits.ping()), encoder, measurements);
      switch (chat.delivery()) {
        case ChatRequest.Delivery.Whole _ -> answer.whole();
        case ChatRequest.Delivery.Stream _ -> answer.stream();
      }
    }
  }

  /// One request per choice. With a seed the choices get seeds in a row: all differ, all can be had
  /// again.
  static List<ResponseRequest> requests(ChatRequest chat) {
    return IntStream.range(0, chat.choices()).mapToObj(i -> request(chat.request(), i)).toList();
  }

  private static ResponseRequest request(ResponseRequest request, int choice) {
    Sampling sampling = request.sampling();
    if (sampling.seed().isEmpty()) {
      return request;
    }
    return request.withSampling(sampling.withSeed(sampling.seed().getAsLong() + choice));
  }

  private static String newId() {
    return "chatcmpl-" + UUID.randomUUID().toString().replace("-", "");
  }
}
