package dev.ponder.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;

/// Compares gradients with differences of the loss.
final class GradientCheck {
  private GradientCheck() {}

  /// The weighted sum.
  static double loss(Trainable model, List<Example> examples) {
    List<float[]> losses = model.losses(examples);
    double sum = 0;
    for (int e = 0; e < examples.size(); e++) {
      float[] weights = examples.get(e).weights();
      for (int i = 0; i < weights.length; i++) {
        sum += (double) weights[i] * losses.get(e)[i];
      }
    }
    return sum;
  }

  /// Moves along a direction `v` that is random in sign and as long in each tensor as its gradient
  /// is, so that every tensor counts: `g · v` against `(L(w + v h) - L(w - v h)) / 2 h`.
  static void gradientsAreThoseOfTheLoss(Trainable model, List<Example> examples) {
    model.accumulate(examples);
    for (Parameter parameter : model.parameters()) {
      SplittableRandom random = new SplittableRandom(parameter.name().hashCode());
      float[] start = parameter.values().clone();
      float[] gradient = parameter.gradients();
      double[] direction = new double[start.length];
      double slope = 0;
      double length = 0;
      for (int i = 0; i < direction.length; i++) {
        direction[i] = gradient[i] + 0.1 * Math.abs(gradient[i]) * random.nextGaussian();
        slope += direction[i] * gradient[i];
        length += direction[i] * direction[i];
      }
      // A gradient that was forgotten is zero, and would agree with whatever is measured.
      assertThat(length).as(parameter.name()).isGreaterThan(1e-8);
      double step = 0.02 / Math.sqrt(length);
      // Two differences cancel the error of third order (Richardson).
      double wide = difference(model, examples, parameter, start, direction, step);
      double narrow = difference(model, examples, parameter, start, direction, step / 2);
      double measured = (4 * narrow - wide) / 3;
      assertThat(measured).as(parameter.name()).isCloseTo(slope, within(1e-3 * slope + 1e-6));
    }
  }

  private static double difference(
      Trainable model,
      List<Example> examples,
      Parameter parameter,
      float[] start,
      double[] direction,
      double step) {
    double above = lossAt(model, examples, parameter, start, direction, step);
    double below = lossAt(model, examples, parameter, start, direction, -step);
    System.arraycopy(start, 0, parameter.values(), 0, start.length);
    return (above - below) / (2 * step);
  }

  private static double lossAt(
      Trainable model,
      List<Example> examples,
      Parameter parameter,
      float[] start,
      double[] direction,
      double step) {
    for (int i = 0; i < start.length; i++) {
      parameter.values()[i] = (float) (start[i] + step * direction[i]);
    }
    return loss(model, examples);
  }
}
