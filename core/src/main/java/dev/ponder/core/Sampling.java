package dev.ponder.core;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// How tokens are chosen, in the terms of the OpenAI API, and one of Anthropic's.
///
/// @param temperature 0 chooses the likeliest token; at most 2
/// @param topP nucleus mass in (0, 1]
/// @param seed makes the choice reproducible
/// @param stop strings at which the answer ends, not part of it
/// @param presencePenalty subtracted once from the logit of each token already in the text, -2 to 2
/// @param frequencyPenalty subtracted per occurrence, -2 to 2
/// @param logitBias token id to a value added to its logit, -100 to 100
/// @param topLogprobs how many (0 to 20) alternatives to report per answer token; empty when log
///   probabilities were not asked for
/// @param topK how many of the likeliest tokens may be chosen, at least 1; empty for all
public record Sampling(
    double temperature,
    double topP,
    OptionalLong seed,
    List<String> stop,
    double presencePenalty,
    double frequencyPenalty,
    Map<Integer, Double> logitBias,
    OptionalInt topLogprobs,
    OptionalInt topK) {

  /// The API's defaults: temperature 1, the whole distribution, a random seed.
  public static final Sampling DEFAULT =
      new Sampling(1, 1, OptionalLong.empty(), List.of(), 0, 0, Map.of(), OptionalInt.empty());

  /// Sampling that leaves every token.
  public Sampling(
      double temperature,
      double topP,
      OptionalLong seed,
      List<String> stop,
      double presencePenalty,
      double frequencyPenalty,
      Map<Integer, Double> logitBias,
      OptionalInt topLogprobs) {
    this(
        temperature,
        topP,
        seed,
        stop,
        presencePenalty,
        frequencyPenalty,
        logitBias,
        topLogprobs,
        OptionalInt.empty());
  }

  /// @throws IllegalArgumentException when a value is outside the range given for it
  public Sampling {
    stop = List.copyOf(stop);
    logitBias = Map.copyOf(logitBias);
    within("temperature", temperature, 0, 2);
    within("topP", topP, Double.MIN_VALUE, 1);
    within("presencePenalty", presencePenalty, -2, 2);
    within("frequencyPenalty", frequencyPenalty, -2, 2);
    within("topLogprobs", topLogprobs.orElse(0), 0, 20);
    within("topK", topK.orElse(1), 1, Integer.MAX_VALUE);
    logitBias.values().forEach(bias -> within("logitBias", bias, -100, 100));
    if (stop.contains("")) {
      throw new IllegalArgumentException("an empty stop string");
    }
  }

  private static void within(String name, double value, double low, double high) {
    // Written so that NaN fails.
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(name + " is " + value);
    }
  }

  /// A copy with another seed.
  public Sampling withSeed(long other) {
    return new Sampling(
        temperature,
        topP,
        OptionalLong.of(other),
        stop,
        presencePenalty,
        frequencyPenalty,
        logitBias,
        topLogprobs,
        topK);
  }

  /// A copy with another temperature.
  public Sampling withTemperature(double other) {
    return new Sampling(
        other, topP, seed, stop, presencePenalty, frequencyPenalty, logitBias, topLogprobs, topK);
  }

  /// A copy with another nucleus mass.
  public Sampling withTopP(double other) {
    return new Sampling(
        temperature,
        other,
        seed,
        stop,
        presencePenalty,
        frequencyPenalty,
        logitBias,
        topLogprobs,
        topK);
  }

  /// A copy with other stop strings.
  public Sampling withStop(List<String> other) {
    return new Sampling(
        temperature,
        topP,
        seed,
        other,
        presencePenalty,
        frequencyPenalty,
        logitBias,
        topLogprobs,
        topK);
  }

  /// A copy that chooses among other numbers of the likeliest tokens; empty for all.
  public Sampling withTopK(OptionalInt other) {
    return new Sampling(
        temperature,
        topP,
        seed,
        stop,
        presencePenalty,
        frequencyPenalty,
        logitBias,
        topLogprobs,
        other);
  }
}
