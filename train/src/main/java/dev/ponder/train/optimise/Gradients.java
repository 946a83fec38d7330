package dev.ponder.train.optimise;

import dev.ponder.compute.Workers;
import dev.ponder.train.Parameter;
import java.util.Arrays;
import java.util.List;

/// All gradients of a model together.
///
/// Sums are taken over chunks of fixed length, and the chunks in their order, so their bits do not
/// depend on the number of threads.
public final class Gradients {
  private static final int CHUNK = 4096;

  private final List<Parameter> parameters;
  private final Workers workers;

  public Gradients(List<Parameter> parameters, Workers workers) {
    this.parameters = List.copyOf(parameters);
    this.workers = workers;
  }

  /// The root of the sum of all squares; NaN or infinite when one of them is.
  public double norm() {
    double sum = 0;
    for (Parameter parameter : parameters) {
      float[] gradients = parameter.gradients();
      sum += sumOfSquares(gradients, gradients.length, workers);
    }
    return Math.sqrt(sum);
  }

  /// Multiplies all of them.
  public void scale(float factor) {
    for (Parameter parameter : parameters) {
      float[] gradients = parameter.gradients();
      workers.forEachBand(
          gradients.length,
          CHUNK,
          (from, to, _) -> {
            for (int i = from; i < to; i++) {
              gradients[i] *= factor;
            }
          });
    }
  }

  /// Sets all to zero.
  public void clear() {
    for (Parameter parameter : parameters) {
      Arrays.fill(parameter.gradients(), 0);
    }
  }

  /// Of the first `size` values.
  static double sumOfSquares(float[] values, int size, Workers workers) {
    double[] sums = new double[Math.ceilDiv(size, CHUNK)];
    workers.forEachBand(
        sums.length,
        1,
        (from, to, _) -> {
          for (int chunk = from; chunk < to; chunk++) {
            sums[chunk] = sumOfSquares(values, chunk * CHUNK, Math.min(size, (chunk + 1) * CHUNK));
          }
        });
    double sum = 0;
    for (double part : sums) {
      sum += part;
    }
    return sum;
  }

  private static double sumOfSquares(float[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (double) values[i] * values[i];
    }
    return sum;
  }
}
