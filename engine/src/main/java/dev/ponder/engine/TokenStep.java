package dev.ponder.engine;

import java.util.List;

/// One step of a generation, in order: `Sampled` any number of times, then an ending.
public sealed interface TokenStep {

  /// A token of the continuation. A stop token is not reported here; it only ends.
  ///
  /// @param logprob natural logarithm of its probability under the model: after bias and penalties,
  ///   before constraint, temperature and nucleus; 0 when not asked for
  /// @param alternatives the likeliest tokens, best first, as many as asked for
  record Sampled(int token, float logprob, List<Candidate> alternatives) implements TokenStep {
    public Sampled {
      alternatives = List.copyOf(alternatives);
    }
  }

  /// The generation is complete.
  ///
  /// @param cachedTokens prompt tokens that were not computed again
  /// @param sampledTokens tokens sampled, a final stop token included
  record Ended(Cause cause, int promptTokens, int cachedTokens, int sampledTokens)
      implements TokenStep {}

  /// The generation could not go on, for a reason in one sentence; nothing more comes.
  record Broken(String why) implements TokenStep {}

  /// Why a generation is complete.
  enum Cause {
    STOP_TOKEN,
    MAX_TOKENS,
    CONTEXT_FULL
  }

  /// A token with its log probability.
  record Candidate(int token, float logprob) {}
}
