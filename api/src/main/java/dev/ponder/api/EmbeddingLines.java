package dev.ponder.api;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Json;
import dev.ponder.protocol.objects.BatchUsage;

/// Embeddings for the lines of batches.
record EmbeddingLines(EmbeddingOperations embeddings) implements LineAnswerer {

  @Override
  public Answer answer(Caller caller, Json.Obj request) throws Cancelled {
    EmbeddingOperations.Made made = embeddings.create(request);
    return new Answer(made.body(), new BatchUsage(made.tokens(), 0, 0, 0));
  }
}
