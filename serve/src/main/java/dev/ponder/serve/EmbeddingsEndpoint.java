package dev.ponder.serve;

import dev.ponder.api.EmbeddingOperations;
import dev.ponder.core.Cancelled;
import dev.ponder.core.Usage;
import dev.ponder.protocol.objects.Bodies;
import java.util.List;

/// `POST /v1/embeddings`.
final class EmbeddingsEndpoint implements Routes {
  private final EmbeddingOperations vectors;
  private final RequestBody body;
  private final AdmissionGate gate;

  EmbeddingsEndpoint(EmbeddingOperations vectors, RequestBody body, Shared shared) {
    this.vectors = vectors;
    this.body = body;
    this.gate = shared.gate();
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.api("/v1/embeddings", "vectors of texts").post(this::create));
  }

  private void create(Exchange exchange) throws Cancelled {
    byte[] bytes = body.read(exchange);
    try (AdmissionGate.Slot slot = gate.enter()) {
      EmbeddingOperations.Made made = made(exchange, slot, bytes);
      slot.settle();
      exchange.count(new Usage(made.tokens(), 0, 0, 0));
      exchange.answer(Answer.json(made.body()));
    }
  }

  private EmbeddingOperations.Made made(Exchange exchange, AdmissionGate.Slot slot, byte[] bytes)
      throws Cancelled {
    Runnable gone = () -> slot.callOff(AdmissionGate.Reason.CLIENT_GONE);
    try (ClientWatch _ = ClientWatch.start(exchange.request(), gone)) {
      return vectors.create(Bodies.parse(bytes));
    } catch (Cancelled e) {
      if (slot.calledOff().filter(why -> why == AdmissionGate.Reason.STOPPING).isPresent()) {
        throw AdmissionGate.stopping().exception();
      }
      throw e;
    }
  }
}
