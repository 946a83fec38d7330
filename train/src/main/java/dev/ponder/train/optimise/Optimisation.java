package dev.ponder.train.optimise;

import dev.ponder.compute.Workers;
import dev.ponder.train.Parameter;
import dev.ponder.train.Parameter.Role;
import java.util.ArrayList;
import java.util.List;

/// Which rule changes which parameters, and how large gradients may be.
///
/// @param matrices rule for [Role#MATRIX]
/// @param others rule for embeddings and vectors, for which orthogonality means nothing
/// @param largestNorm of all gradients together: larger ones are scaled down to it
public record Optimisation(Rule matrices, Rule.Adam others, double largestNorm) {

  /// @throws IllegalArgumentException when no gradient could pass
  public Optimisation {
    if (!(largestNorm > 0)) {
      throw new IllegalArgumentException("gradients clipped to a norm of " + largestNorm);
    }
  }

  /// What learned fastest here: Muon at 0.02 for matrices, AdamW at 3e-3 for the rest
  /// (docs/training.md has the figures), gradients clipped to a norm of one.
  public static Optimisation standard() {
    return new Optimisation(Rule.Orthogonal.of(0.02), Rule.Adam.of(3e-3), 1);
  }

  /// AdamW at that rate for all, as fine-tuning wants it: a change that is small everywhere.
  public static Optimisation adam(double rate) {
    return new Optimisation(Rule.Adam.of(rate), Rule.Adam.of(rate), 1);
  }

  /// The same rules with all rates multiplied.
  public Optimisation scaled(double factor) {
    return new Optimisation(
        scaled(matrices, factor), (Rule.Adam) scaled(others, factor), largestNorm);
  }

  private static Rule scaled(Rule rule, double factor) {
    return switch (rule) {
      case Rule.Adam(var rate, var first, var second, var epsilon, var decay) ->
          new Rule.Adam(rate * factor, first, second, epsilon, decay);
      case Rule.Orthogonal(var rate, var momentum, var decay) ->
          new Rule.Orthogonal(rate * factor, momentum, decay);
    };
  }

  /// An optimiser of all these parameters, each by the rule of its role.
  public Optimiser optimiser(List<Parameter> parameters, Workers workers) {
    List<Parameter> ofMatrices = parameters.stream().filter(p -> isMatrix(p.role())).toList();
    List<Parameter> ofOthers = parameters.stream().filter(p -> !isMatrix(p.role())).toList();
    return new Both(matrices.optimiser(ofMatrices, workers), others.optimiser(ofOthers, workers));
  }

  private static boolean isMatrix(Role role) {
    return switch (role) {
      case MATRIX -> true;
      case EMBEDDING, VECTOR -> false;
    };
  }

  private record Both(Optimiser matrices, Optimiser others) implements Optimiser {

    @Override
    public void update(long number, double share) {
      matrices.update(number, share);
      others.update(number, share);
    }

    @Override
    public List<Memory> memory() {
      List<Memory> all = new ArrayList<>(matrices.memory());
      all.addAll(others.memory());
      return all;
    }
  }
}
