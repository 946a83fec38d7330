package dev.ponder.protocol.objects;

import dev.ponder.core.EmbeddingTask;

/// A decoded body of `POST /v1/embeddings`.
public record EmbeddingCall(EmbeddingTask task, Encoding encoding) {

  /// How vectors travel.
  public enum Encoding {
    /// As arrays of numbers.
    FLOAT,
    /// As base64 of their elements, 32-bit floating-point numbers, little-endian.
    BASE64
  }
}
