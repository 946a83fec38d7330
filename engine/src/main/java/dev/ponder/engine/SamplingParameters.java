package dev.ponder.engine;

import java.util.Map;

/// How the next token is chosen from its logits. Applied in the order: bias, penalties, constraint,
/// temperature, the likeliest `topK`, nucleus.
///
/// @param temperature 0 chooses the likeliest, the lowest id among equals
/// @param topP nucleus mass in [0, 1]: the fewest likeliest tokens that have it together; 0 leaves
///   the likeliest alone
/// @param seed of this sequence's own random generator: the same seed and prompt give the same
///   tokens, whatever runs beside them
/// @param presencePenalty subtracted from the logit of every token generated so far; the prompt
///   does not count
/// @param frequencyPenalty subtracted once for each time that the token was generated so far
/// @param logitBias token id to addend
/// @param topLogprobs alternatives to report per token, at most [#MAX_TOP_LOGPROBS]; -1 to report
///   no log probabilities at all
/// @param topK how many of the likeliest tokens may be chosen; 0 for all
public record SamplingParameters(
    double temperature,
    double topP,
    long seed,
    double presencePenalty,
    double frequencyPenalty,
    Map<Integer, Double> logitBias,
    int topLogprobs,
    int topK) {

  /// Most alternatives per token.
  public static final int MAX_TOP_LOGPROBS = 20;

  /// Always the likeliest token, nothing reported.
  public static final SamplingParameters GREEDY =
      new SamplingParameters(0, 1, 0, 0, 0, Map.of(), -1);

  /// Parameters that leave every token.
  public SamplingParameters(
      double temperature,
      double topP,
      long seed,
      double presencePenalty,
      double frequencyPenalty,
      Map<Integer, Double> logitBias,
      int topLogprobs) {
    this(temperature, topP, seed, presencePenalty, frequencyPenalty, logitBias, topLogprobs, 0);
  }

  public SamplingParameters {
    logitBias = Map.copyOf(logitBias);
    require(temperature >= 0 && Double.isFinite(temperature), "temperature", temperature);
    require(topP >= 0 && topP <= 1, "top_p", topP);
    require(Double.isFinite(presencePenalty), "presence penalty", presencePenalty);
    require(Double.isFinite(frequencyPenalty), "frequency penalty", frequencyPenalty);
    require(
        topLogprobs >= -1 && topLogprobs <= MAX_TOP_LOGPROBS,
        "number of log probabilities",
        topLogprobs);
    require(topK >= 0, "top_k", topK);
    logitBias.forEach((token, addend) -> {
      require(token >= 0, "token in the logit bias", token);
      require(Double.isFinite(addend), "logit bias", addend);
    });
  }

  private static void require(boolean condition, String name, Number value) {
    if (!condition) {
      throw new IllegalArgumentException("the %s cannot be %s".formatted(name, value));
    }
  }
}
