package dev.ponder.learn;

/// What a model wrote after a prompt.
///
/// @param tokens as sampled; the token that ended it is the last where it ended itself. Owned by
///   the continuation.
/// @param prompt what it continues; owned by the continuation
public record Continuation(int[] prompt, int[] tokens, Ending ending) {

  /// Why there are no more tokens.
  public enum Ending {
    /// The model ended its turn.
    STOPPED,
    /// It had written as much as it was allowed.
    CUT
  }

  /// Whether the model ended its turn within its allowance.
  public boolean stopped() {
    return ending == Ending.STOPPED;
  }

  /// A prompt to continue.
  ///
  /// @param prompt owned by the ask
  /// @param temperature 0 for the likeliest tokens
  /// @param maxTokens most tokens to write
  public record Ask(int[] prompt, double temperature, long seed, int maxTokens) {}
}
