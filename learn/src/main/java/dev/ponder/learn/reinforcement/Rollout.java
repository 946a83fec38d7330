package dev.ponder.learn.reinforcement;

import dev.ponder.learn.Continuation;
import dev.ponder.train.Example;
import java.util.List;

/// One answer of the model's and what it was worth.
record Rollout(Continuation continuation, Reward.Outcome outcome, int calls, double reward) {

  /// Answers to the same question.
  ///
  /// @param cell the number of the question's cell
  record Group(int cell, List<Rollout> rollouts) {
    Group {
      rollouts = List.copyOf(rollouts);
    }

    double meanReward() {
      return rollouts.stream().mapToDouble(Rollout::reward).average().orElse(0);
    }

    /// The share of right answers, whatever their cost.
    double rate() {
      return rollouts.stream().filter(rollout -> rollout.outcome().right()).count()
          / (double) rollouts.size();
    }

    /// Whether all are worth the same, so that none is better than the others.
    boolean teachesNothing() {
      double first = rollouts.getFirst().reward();
      return rollouts.stream().allMatch(rollout -> rollout.reward() == first);
    }

    /// What to learn of them: each token of an answer weighs its advantage, the answer's reward
    /// less the group's mean, over a constant; the question's tokens weigh nothing.
    ///
    /// GRPO (arXiv 2402.03300) divides an answer's weights by its length and its advantage by the
    /// group's standard deviation. Dr. GRPO (arXiv 2503.20783) shows that the first favours long
    /// wrong answers and the second questions that are nearly always or never answered, and divides
    /// by a constant; so it is here.
    List<Example> examples(double constant) {
      double mean = meanReward();
      return rollouts.stream()
          .map(rollout -> rollout.example((rollout.reward() - mean) / constant))
          .toList();
    }
  }

  private Example example(double weight) {
    int[] prompt = continuation.prompt();
    int[] written = continuation.tokens();
    int[] tokens = new int[prompt.length + written.length];
    System.arraycopy(prompt, 0, tokens, 0, prompt.length);
    System.arraycopy(written, 0, tokens, prompt.length, written.length);
    float[] weights = new float[tokens.length];
    java.util.Arrays.fill(weights, prompt.length, tokens.length, (float) weight);
    return new Example(tokens, weights);
  }
}
