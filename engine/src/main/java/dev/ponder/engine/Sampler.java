package dev.ponder.engine;

import dev.ponder.model.Logits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/// Chooses the tokens of one sequence: its parameters, its random generator, what it has said.
///
/// The order is bias, penalties, constraint, temperature, the likeliest `topK`, nucleus. Log
/// probabilities are the model's after bias and penalties. One random number is drawn per token
/// when the temperature is not 0, so the choice depends on nothing but the logits, the seed and the
/// tokens before.
///
/// Where the constraint leaves a single token, there is nothing to choose: [#forced] takes it
/// without logits, and everything goes on as if it had been sampled.
final class Sampler {
  private final SamplingParameters parameters;
  private final NextTokens next;
  private final Cut cut;
  private final SplittableRandom random;
  private final TokenCounts counts = new TokenCounts();
  private final int[] biasedTokens;
  private final float[] biases;

  Sampler(SamplingParameters parameters, TokenConstraint constraint) {
    this.parameters = parameters;
    this.next = new NextTokens(constraint);
    this.cut = new Cut(parameters.topP(), parameters.topK());
    this.random = new SplittableRandom(parameters.seed());
    this.biasedTokens = new int[parameters.logitBias().size()];
    this.biases = new float[biasedTokens.length];
    int i = 0;
    for (Map.Entry<Integer, Double> entry : parameters.logitBias().entrySet()) {
      biasedTokens[i] = entry.getKey();
      biases[i++] = entry.getValue().floatValue();
    }
  }

  /// The next token, after which this sampler stands one token further.
  ///
  /// @throws SamplingException when there is none
  TokenStep.Sampled sample(Logits logits, int row, Scores scores) {
    scores.load(logits, row);
    adjust(scores.values());
    scores.checkFinite();
    int topLogprobs = parameters.topLogprobs();
    if (topLogprobs < 0) {
      return new TokenStep.Sampled(choose(scores), 0, List.of());
    }
    double logSumExp = scores.logSumExp();
    List<TokenStep.Candidate> alternatives = scores.best(topLogprobs, logSumExp);
    int token = choose(scores);
    float logprob = (float) (scores.values()[token] - logSumExp);
    return new TokenStep.Sampled(token, logprob, alternatives);
  }

  /// The next token where the constraint leaves but one, after which this sampler stands one token
  /// further; empty when the model must be asked, if only for its log probabilities.
  ///
  /// @param vocabulary how many tokens there are
  /// @throws SamplingException when the constraint fails
  Optional<TokenStep.Sampled> forced(int vocabulary) {
    if (parameters.topLogprobs() >= 0) {
      return Optional.empty();
    }
    OptionalInt only = next.only(vocabulary);
    if (only.isEmpty()) {
      return Optional.empty();
    }
    if (parameters.temperature() != 0) {
      // What drawing it would have taken, so that later draws stay as they are.
      random.nextDouble();
    }
    accept(only.getAsInt());
    return Optional.of(new TokenStep.Sampled(only.getAsInt(), 0, List.of()));
  }

  private void adjust(float[] values) {
    for (int i = 0; i < biasedTokens.length; i++) {
      values[biasedTokens[i]] += biases[i];
    }
    if (penalizes()) {
      counts.penalize(values, parameters.presencePenalty(), parameters.frequencyPenalty());
    }
  }

  private boolean penalizes() {
    return parameters.presencePenalty() != 0 || parameters.frequencyPenalty() != 0;
  }

  private int choose(Scores scores) {
    next.allowed(scores.values().length).ifPresent(scores::keep);
    int likeliest = scores.likeliest();
    if (scores.values()[likeliest] == Float.NEGATIVE_INFINITY) {
      throw new SamplingException("the token constraint allows no token");
    }
    double temperature = parameters.temperature();
    int token = temperature == 0 ? likeliest : scores.draw(temperature, cut, random.nextDouble());
    accept(token);
    return token;
  }

  private void accept(int token) {
    if (penalizes()) {
      counts.add(token);
    }
    next.accept(token);
  }
}
