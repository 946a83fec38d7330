package dev.ponder.train.run;

import dev.ponder.compute.Workers;
import dev.ponder.train.Example;
import dev.ponder.train.Parameter;
import dev.ponder.train.Trainable;
import dev.ponder.train.optimise.Gradients;
import dev.ponder.train.optimise.Optimisation;
import dev.ponder.train.optimise.Optimiser;
import java.util.List;

/// A model that takes steps. One thread uses it, the model's owner.
///
/// What a step does depends on the parameters, the optimiser's memory, the number of steps, the
/// batch and the share alone.
public final class Trainer {
  private final Trainable model;
  private final Optimiser optimiser;
  private final Gradients gradients;
  private final double largestNorm;
  private final int threads;
  private long steps;

  /// @param workers for the optimiser; the model brings its own or shares these
  public Trainer(Trainable model, Optimisation optimisation, Workers workers) {
    this.model = model;
    optimiser = optimisation.optimiser(model.parameters(), workers);
    gradients = new Gradients(model.parameters(), workers);
    largestNorm = optimisation.largestNorm();
    threads = workers.threads();
    gradients.clear();
  }

  /// Steps taken so far, those before a resumption included.
  public long steps() {
    return steps;
  }

  /// The model's parameters, always in the same order.
  public List<Parameter> parameters() {
    return model.parameters();
  }

  /// The threads that compute.
  int threads() {
    return threads;
  }

  /// What the optimiser remembers, always in the same order.
  List<Optimiser.Memory> memory() {
    return optimiser.memory();
  }

  /// Goes on after that many steps, whose parameters and memory have been put in place.
  void resumeAfter(long stepsTaken) {
    steps = stepsTaken;
  }

  /// Learns from a batch.
  ///
  /// @param share of the optimiser's rates, as a schedule gives it
  /// @throws DivergedException when a loss or gradient is not finite; nothing has changed then
  public StepRecord step(Batch batch, double share) {
    long start = System.nanoTime();
    Losses.Sum losses = new Losses.Sum();
    try {
      double objective = accumulate(batch, losses);
      double norm = gradients.norm();
      requireFinite(objective, norm);
      if (norm > largestNorm) {
        gradients.scale((float) (largestNorm / norm));
      }
      optimiser.update(steps + 1, share);
      steps++;
      return new StepRecord(
          steps,
          objective,
          losses.losses(),
          norm,
          share,
          batch.examples().size(),
          batch.tokens(),
          (System.nanoTime() - start) / 1e9);
    } finally {
      gradients.clear();
    }
  }

  private void requireFinite(double objective, double norm) {
    boolean lossIsLost = !Double.isFinite(objective);
    if (lossIsLost || !Double.isFinite(norm)) {
      throw new DivergedException(
          "%s of step %d is %s, so the step was not taken: try a lower rate"
              .formatted(
                  lossIsLost ? "the loss" : "the gradient",
                  steps + 1,
                  lossIsLost ? objective : norm));
    }
  }

  /// How well the model predicts these now, without learning from them.
  public Losses losses(List<Labelled> examples) {
    Losses.Sum sum = new Losses.Sum();
    List<float[]> losses = model.losses(examples(examples));
    for (int i = 0; i < losses.size(); i++) {
      sum.add(examples.get(i), losses.get(i));
    }
    return sum.losses();
  }

  /// @return the sum of all losses, weighted
  private double accumulate(Batch batch, Losses.Sum sum) {
    List<float[]> losses = model.accumulate(examples(batch.examples()));
    double objective = 0;
    for (int i = 0; i < losses.size(); i++) {
      Labelled labelled = batch.examples().get(i);
      sum.add(labelled, losses.get(i));
      objective += weighted(labelled.example().weights(), losses.get(i));
    }
    return objective;
  }

  private static double weighted(float[] weights, float[] losses) {
    double sum = 0;
    for (int i = 1; i < losses.length; i++) {
      sum += weights[i] == 0 ? 0 : (double) weights[i] * losses[i];
    }
    return sum;
  }

  private static List<Example> examples(List<Labelled> all) {
    return all.stream().map(Labelled::example).toList();
  }
}
