package dev.ponder.api;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Embeddings;
import dev.ponder.core.Json;
import dev.ponder.protocol.Models;
import dev.ponder.protocol.objects.EmbeddingCall;
import dev.ponder.protocol.objects.EmbeddingObjects;

/// Embeddings.
public final class EmbeddingOperations {
  private final Foundation foundation;

  EmbeddingOperations(Foundation foundation) {
    this.foundation = foundation;
  }

  /// Vectors of texts, and what it took to make them.
  ///
  /// @param body what travels back, JSON text
  public record Made(String body, int tokens) {}

  /// Answers `POST /v1/embeddings`. Interrupting the calling thread cancels.
  ///
  /// @throws dev.ponder.core.Problem.Exceptional when that is not possible
  public Made create(Json body) throws Cancelled {
    EmbeddingCall call = EmbeddingObjects.decode(body);
    String model = call.task().model();
    if (foundation.catalog().find(model).isEmpty()) {
      throw Models.unknown(model).exception();
    }
    Embeddings embeddings = foundation.embedder().embed(call.task());
    return new Made(EmbeddingObjects.encode(call, embeddings), embeddings.tokens());
  }
}
