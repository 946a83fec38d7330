package dev.ponder.core;

import java.util.OptionalInt;

/// One answer asked of a model, free of any wire format.
///
/// @param maxOutputTokens bound on thinking and answer together; empty means what the context holds
public record ResponseRequest(
    String model,
    Conversation conversation,
    Effort effort,
    Sampling sampling,
    OptionalInt maxOutputTokens) {
  public ResponseRequest {
    if (maxOutputTokens.orElse(1) < 1) {
      throw new IllegalArgumentException("no output asked for");
    }
  }
}
