package dev.ponder.engine;

import java.util.Optional;
import java.util.Set;

/// A prompt to continue.
///
/// @param prompt at least one token; owned by the engine from here on
/// @param stopTokens end the generation when sampled
/// @param maxTokens most tokens to sample, at least 1
/// @param owner whose text it is. Prompts of different owners share whole blocks of the cache only,
///   which finds nothing that is not known already; those of one owner share all that they begin
///   alike with. Empty for nobody's, who shares whole blocks only
/// @param lineage the turn that it prepares, if one is to be expected
public record GenerationRequest(
    int[] prompt,
    SamplingParameters sampling,
    Set<Integer> stopTokens,
    int maxTokens,
    TokenConstraint constraint,
    String owner,
    Optional<Lineage> lineage) {
  public GenerationRequest {
    stopTokens = Set.copyOf(stopTokens);
    if (prompt.length == 0 || maxTokens < 1) {
      throw new IllegalArgumentException("nothing to generate");
    }
  }

  /// Of no lineage.
  public GenerationRequest(
      int[] prompt,
      SamplingParameters sampling,
      Set<Integer> stopTokens,
      int maxTokens,
      TokenConstraint constraint,
      String owner) {
    this(prompt, sampling, stopTokens, maxTokens, constraint, owner, Optional.empty());
  }

  /// Nobody's.
  public GenerationRequest(
      int[] prompt,
      SamplingParameters sampling,
      Set<Integer> stopTokens,
      int maxTokens,
      TokenConstraint constraint) {
    this(prompt, sampling, stopTokens, maxTokens, constraint, PrefixIndex.NOBODY);
  }
}
