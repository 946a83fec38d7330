package dev.ponder.engine;

import java.util.Set;

/// A prompt to continue.
///
/// @param prompt at least one token; owned by the engine from here on
/// @param stopTokens end the generation when sampled
/// @param maxTokens most tokens to sample, at least 1
public record GenerationRequest(
    int[] prompt,
    SamplingParameters sampling,
    Set<Integer> stopTokens,
    int maxTokens,
    TokenConstraint constraint) {
  public GenerationRequest {
    stopTokens = Set.copyOf(stopTokens);
    if (prompt.length == 0 || maxTokens < 1) {
      throw new IllegalArgumentException("nothing to generate");
    }
  }
}
