package dev.ponder.compute;

import static dev.ponder.compute.Lanes.COUNT;
import static dev.ponder.compute.Lanes.FLOATS;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Softmax and cross-entropy of rows of logits in one go, in the Vector API.
final class DenseEntropy {

  /// Fewest logits that are worth a thread.
  private static final int GRAIN = 16 << 10;

  private final CrossEntropy entropy;
  private final float[] logits;
  private final int width;

  /// Logits that fill vectors.
  private final int whole;

  private DenseEntropy(CrossEntropy entropy) {
    this.entropy = entropy;
    logits = entropy.logits().values();
    width = entropy.width();
    whole = width - width % COUNT;
  }

  static void losses(CrossEntropy entropy, Workers workers) {
    DenseEntropy own = new DenseEntropy(entropy);
    own.forEachRow(workers, own::loss);
  }

  static void backward(CrossEntropy entropy, float[] coefficients, Workers workers) {
    entropy.requireLength(coefficients);
    DenseEntropy own = new DenseEntropy(entropy);
    own.forEachRow(workers, row -> own.backward(row, coefficients[row]));
  }

  private interface RowAction {
    void accept(int row);
  }

  private void forEachRow(Workers workers, RowAction action) {
    workers.forEachBand(
        entropy.rows(),
        Math.max(1, GRAIN / Math.max(1, width)),
        (from, to, _) -> {
          for (int row = from; row < to; row++) {
            action.accept(row);
          }
        });
  }

  private void loss(int row) {
    int from = entropy.logits().at(row);
    float max = max(from);
    FloatVector sums = FloatVector.zero(FLOATS);
    for (int i = from; i < from + whole; i += COUNT) {
      sums = sums.add(RowFunctions.exp(FloatVector.fromArray(FLOATS, logits, i).sub(max)));
    }
    double sum = Lanes.sum(sums);
    for (int i = from + whole; i < from + width; i++) {
      sum += Math.exp(logits[i] - max);
    }
    float target = logits[from + entropy.targets()[row]];
    entropy.losses()[row] = (float) (Math.log(sum) + max - target);
  }

  private float max(int from) {
    FloatVector max = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    for (int i = from; i < from + whole; i += COUNT) {
      max = max.max(FloatVector.fromArray(FLOATS, logits, i));
    }
    float most = max.reduceLanes(VectorOperators.MAX);
    for (int i = from + whole; i < from + width; i++) {
      most = Math.max(most, logits[i]);
    }
    return most;
  }

  private void backward(int row, float coefficient) {
    int from = entropy.logits().at(row);
    if (coefficient == 0) {
      loss(row);
      Arrays.fill(logits, from, from + width, 0f);
      return;
    }
    float max = max(from);
    float target = logits[from + entropy.targets()[row]];
    double sum = exponentiate(from, max);
    entropy.losses()[row] = (float) (Math.log(sum) + max - target);
    float scale = (float) (coefficient / sum);
    for (int i = from; i < from + whole; i += COUNT) {
      FloatVector.fromArray(FLOATS, logits, i).mul(scale).intoArray(logits, i);
    }
    for (int i = from + whole; i < from + width; i++) {
      logits[i] *= scale;
    }
    logits[from + entropy.targets()[row]] -= coefficient;
  }

  /// Replaces a row's logits by their exponentials beside that of the largest.
  ///
  /// @return their sum
  private double exponentiate(int from, float max) {
    FloatVector sums = FloatVector.zero(FLOATS);
    for (int i = from; i < from + whole; i += COUNT) {
      FloatVector power = RowFunctions.exp(FloatVector.fromArray(FLOATS, logits, i).sub(max));
      power.intoArray(logits, i);
      sums = sums.add(power);
    }
    double sum = Lanes.sum(sums);
    for (int i = from + whole; i < from + width; i++) {
      logits[i] = (float) Math.exp(logits[i] - max);
      sum += logits[i];
    }
    return sum;
  }
}
