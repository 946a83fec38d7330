package dev.ponder.engine;

import dev.ponder.model.Pooling;

/// A text to make a vector of.
///
/// @param tokens at least one, at most as many as the context holds; owned by the engine from here
///   on
public record EmbeddingRequest(int[] tokens, Pooling pooling) {
  public EmbeddingRequest {
    if (tokens.length == 0) {
      throw new IllegalArgumentException("nothing to embed");
    }
  }
}
