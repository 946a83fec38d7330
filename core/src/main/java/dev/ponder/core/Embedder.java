package dev.ponder.core;

/// Makes vectors of texts, such that texts of like meaning get vectors of like direction.
public interface Embedder {

  /// Makes the vectors, blocking until all are there. Interrupting the calling thread cancels.
  ///
  /// @throws Problem.Exceptional when that is not possible
  /// @throws Cancelled when an interrupt ended it early; everything is released
  Embeddings embed(EmbeddingTask task) throws Cancelled;
}
