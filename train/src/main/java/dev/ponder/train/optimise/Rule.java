package dev.ponder.train.optimise;

import dev.ponder.compute.Workers;
import dev.ponder.train.Parameter;
import java.util.List;

/// A way to change parameters, and its numbers.
public sealed interface Rule {

  /// An optimiser of these parameters by this rule.
  Optimiser optimiser(List<Parameter> parameters, Workers workers);

  /// Steps of about equal size for all elements, after Adam (Kingma and Ba 2015) with the decay of
  /// weights apart from the gradients (Loshchilov and Hutter 2019), which matrices alone are
  /// subject to: embeddings of rare tokens would fade, and scales of norms belong near one.
  ///
  /// @param rate length of a step
  /// @param firstDecay of the mean of gradients, β₁
  /// @param secondDecay of the mean of their squares, β₂
  /// @param epsilon keeps steps finite where gradients are zero
  /// @param weightDecay share of a weight that is lost in a step of rate 1
  record Adam(
      double rate, double firstDecay, double secondDecay, double epsilon, double weightDecay)
      implements Rule {

    /// @throws IllegalArgumentException when a number is out of its range
    public Adam {
      requireRate(rate, weightDecay);
      requireShare("β₁", firstDecay);
      requireShare("β₂", secondDecay);
      if (!(epsilon > 0)) {
        throw new IllegalArgumentException("epsilon must be positive, not " + epsilon);
      }
    }

    /// With the usual numbers for transformers: β of 0.9 and 0.98, a weight decay of 0.1.
    public static Adam of(double rate) {
      return new Adam(rate, 0.9, 0.98, 1e-8, 0.1);
    }

    @Override
    public Optimiser optimiser(List<Parameter> parameters, Workers workers) {
      return new AdamW(this, parameters, workers);
    }
  }

  /// Steps whose singular values are all about one, for matrices only
  /// ([Muon][dev.ponder.train.optimise.Muon]).
  ///
  /// @param rate spectral norm of a step, for a matrix with no more rows than columns
  /// @param momentum share of the running sum that stays
  /// @param weightDecay share of a weight that is lost in a step of rate 1
  record Orthogonal(double rate, double momentum, double weightDecay) implements Rule {

    /// @throws IllegalArgumentException when a number is out of its range
    public Orthogonal {
      requireRate(rate, weightDecay);
      requireShare("momentum", momentum);
    }

    /// With a momentum of 0.95 and no weight decay, as Muon was published.
    public static Orthogonal of(double rate) {
      return new Orthogonal(rate, 0.95, 0);
    }

    @Override
    public Optimiser optimiser(List<Parameter> parameters, Workers workers) {
      return new Muon(this, parameters, workers);
    }
  }

  private static void requireRate(double rate, double weightDecay) {
    if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a rate of %s is no length of a step".formatted(rate));
    }
    if (!(weightDecay >= 0 && weightDecay * rate < 1)) {
      throw new IllegalArgumentException(
          "a weight decay of %s at a rate of %s".formatted(weightDecay, rate));
    }
  }

  private static void requireShare(String name, double share) {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException("%s must be in [0, 1), not %s".formatted(name, share));
    }
  }
}
