package dev.ponder.core;

/// Tokens of one answer, counted where they are made.
///
/// @param inputTokens the rendered prompt
/// @param cachedTokens the share of the prompt that was not computed again
/// @param outputTokens everything sampled, thinking included
/// @param reasoningTokens the share of the output that was thinking
public record Usage(int inputTokens, int cachedTokens, int outputTokens, int reasoningTokens) {
  public Usage {
    if (cachedTokens < 0 || cachedTokens > inputTokens) {
      throw new IllegalArgumentException(cachedTokens + " of " + inputTokens + " tokens cached");
    }
    if (reasoningTokens < 0 || reasoningTokens > outputTokens) {
      throw new IllegalArgumentException(reasoningTokens + " of " + outputTokens + " reasoning");
    }
  }
}
