package dev.ponder.reason;

/// How much a model may think and say for one request.
///
/// @param reasoningTokens after this many thinking tokens the thought is closed; 0 when the prompt
///   skips it
/// @param outputTokens thinking and answer together
public record Plan(int reasoningTokens, int outputTokens) {

  /// Whether there is no room for a thought worth having.
  public boolean answersAtOnce() {
    return reasoningTokens == 0;
  }
}
