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

    /// What to learn of them, see [PolicyGradient].
    List<Example> examples(double constant) {
      return PolicyGradient.examples(
          rollouts.stream().map(Rollout::continuation).toList(),
          rollouts.stream().map(Rollout::reward).toList(),
          constant);
    }
  }
}
