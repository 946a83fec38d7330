package dev.ponder.serve;

import dev.ponder.api.EmbeddingOperations;
import dev.ponder.core.Cancelled;
import dev.ponder.core.Json;
import dev.ponder.core.Usage;
import dev.ponder.protocol.objects.Bodies;
import java.util.List;

/// `POST /v1/embeddings`.
final class EmbeddingsEndpoint implements Routes {
  private final EmbeddingOperations embeddings;
  private final RequestBody body;
  private final AdmissionGate gate;

  EmbeddingsEndpoint(EmbeddingOperations embeddings, RequestBody body, Shared shared) {
    this.embeddings = embeddings;
    this.body = body;
    this.gate = shared.gate();
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.api("/v1/embeddings", "vectors of texts").post(this::create));
  }

  private void create(Exchange exchange) throws Cancelled {
    Json json = Bodies.parse(body.read(exchange));
    EmbeddingOperations.Made made =
        InterruptibleWork.run(exchange, gate, () -> embeddings.create(json));
    exchange.count(new Usage(made.tokens(), 0, 0, 0));
    exchange.answer(Answer.json(made.body()));
  }
}
