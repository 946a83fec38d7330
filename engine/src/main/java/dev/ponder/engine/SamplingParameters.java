package dev.ponder.engine;

import java.util.Map;

/// How the next token is chosen from its logits. Applied in the order: bias, penalties, constraint,
/// temperature, nucleus.
///
/// @param temperature 0 chooses the likeliest
/// @param topP nucleus mass in (0, 1]
/// @param seed of this sequence's own random generator
/// @param logitBias token id to addend
/// @param topLogprobs alternatives to report per token, -1 to report no log probabilities at all
public record SamplingParameters(
    double temperature,
    double topP,
    long seed,
    double presencePenalty,
    double frequencyPenalty,
    Map<Integer, Double> logitBias,
    int topLogprobs) {

  /// Always the likeliest token, nothing reported.
  public static final SamplingParameters GREEDY =
      new SamplingParameters(0, 1, 0, 0, 0, Map.of(), -1);

  public SamplingParameters {
    logitBias = Map.copyOf(logitBias);
  }
}
