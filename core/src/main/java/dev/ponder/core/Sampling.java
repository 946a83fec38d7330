package dev.ponder.core;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// How tokens are chosen, in the terms of the OpenAI API.
///
/// @param temperature 0 chooses the likeliest token; at most 2
/// @param topP nucleus mass in (0, 1]
/// @param seed makes the choice reproducible
/// @param stop strings at which the answer ends, not part of it
/// @param presencePenalty subtracted once from the logit of each token already in the text, -2 to 2
/// @param frequencyPenalty subtracted per occurrence, -2 to 2
/// @param logitBias token id to a value added to its logit, -100 to 100
/// @param topLogprobs how many alternatives to report per answer token; empty when log
///   probabilities were not asked for
public record Sampling(
    double temperature,
    double topP,
    OptionalLong seed,
    List<String> stop,
    double presencePenalty,
    double frequencyPenalty,
    Map<Integer, Double> logitBias,
    OptionalInt topLogprobs) {

  /// The API's defaults: temperature 1, the whole distribution, a random seed.
  public static final Sampling DEFAULT =
      new Sampling(1, 1, OptionalLong.empty(), List.of(), 0, 0, Map.of(), OptionalInt.empty());

  public Sampling {
    stop = List.copyOf(stop);
    logitBias = Map.copyOf(logitBias);
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
        topLogprobs);
  }
}
