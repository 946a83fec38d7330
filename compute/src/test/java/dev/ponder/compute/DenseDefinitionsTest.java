package dev.ponder.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Gradients of training's operations against central differences of the operations' definitions,
/// written out here once more in double precision.
class DenseDefinitionsTest {
  /// Differences of doubles over twice this are off by about its square.
  private static final double STEP = 1e-5;

  /// A few dozen float roundings of values about one.
  private static final double TOLERANCE = 3e-5;

  private final Dense scalar = new ScalarDense();
  private final Dense dense = Dense.fastest();

  @ParameterizedTest
  @ValueSource(ints = {3, 24})
  void ofNorms(int width) {
    float[] x = RandomMatrices.floats(width, 1);
    float[] weight = RandomMatrices.floats(width, 2);
    float[] g = RandomMatrices.floats(width, 3);
    double[] expected = slopes(doubles(x), p -> dot(normalised(p, doubles(weight)), g));
    double[] ofWeight = slopes(doubles(weight), p -> dot(normalised(doubles(x), p), g));
    for (Dense kernels : new Dense[] {scalar, dense}) {
      float[] input = new float[width];
      float[] weights = new float[width];
      Norm norm = new Norm(1, 1, width, 1e-5f, Rows.of(x, width), weight);
      run(workers ->
          kernels.normalizeBackward(
              norm,
              new Norm.Gradient(Rows.of(g, width), Rows.of(input, width), Into.OVERWRITE, weights),
              workers));
      requireClose(input, expected);
      requireClose(weights, ofWeight);
    }
  }

  private static double[] normalised(double[] x, double[] weight) {
    double squares = 0;
    for (double value : x) {
      squares += value * value;
    }
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i] * weight[i] / Math.sqrt(squares / x.length + 1e-5f);
    }
    return y;
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 40})
  void ofGates(int width) {
    float[] gate = RandomMatrices.floats(width, 1);
    float[] up = RandomMatrices.floats(width, 2);
    float[] g = RandomMatrices.floats(width, 3);
    double[] ofGate = slopes(doubles(gate), p -> dot(gated(p, doubles(up)), g));
    double[] ofUp = slopes(doubles(up), p -> dot(gated(doubles(gate), p), g));
    for (Dense kernels : new Dense[] {scalar, dense}) {
      float[] gates = new float[width];
      float[] ups = new float[width];
      Gating gating = new Gating(1, width, Rows.of(gate, width), Rows.of(up, width));
      Gating.Gradient gradient =
          new Gating.Gradient(Rows.of(g, width), Rows.of(gates, width), Rows.of(ups, width));
      run(workers -> kernels.gateBackward(gating, gradient, workers));
      requireClose(gates, ofGate);
      requireClose(ups, ofUp);
    }
  }

  private static double[] gated(double[] gate, double[] up) {
    double[] y = new double[gate.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = gate[i] / (1 + Math.exp(-gate[i])) * up[i];
    }
    return y;
  }

  /// A rotation is linear and keeps lengths, so `(R x) · g = x · (Rᵀ g)` says it all.
  @Test
  void ofRotations() {
    float[] x = RandomMatrices.floats(48, 1);
    float[] g = RandomMatrices.floats(48, 2);
    float[] angles = Angles.upTo(8, 48, 10_000);
    float[] turned = x.clone();
    float[] back = g.clone();
    int[] positions = {7};
    run(workers -> {
      dense.rotate(
          new Rotation(1, 1, 48, Rows.of(turned, 48), positions, angles),
          Rotation.Direction.FORWARD,
          workers);
      dense.rotate(
          new Rotation(1, 1, 48, Rows.of(back, 48), positions, angles),
          Rotation.Direction.BACK,
          workers);
    });
    assertThat(dot(doubles(turned), g)).isEqualTo(dot(doubles(back), x), within(1e-4));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 50})
  void ofLosses(int width) {
    float[] logits = RandomMatrices.floats(width, 1);
    double[] expected = slopes(doubles(logits), p -> 0.7 * loss(p, 2));
    for (Dense kernels : new Dense[] {scalar, dense}) {
      float[] slopes = logits.clone();
      float[] losses = new float[1];
      CrossEntropy entropy =
          new CrossEntropy(1, width, Rows.of(slopes, width), new int[] {2}, losses);
      run(workers -> kernels.lossesBackward(entropy, new float[] {0.7f}, workers));
      requireClose(slopes, expected);
      assertThat((double) losses[0]).isEqualTo(loss(doubles(logits), 2), within(TOLERANCE));
    }
  }

  private static double loss(double[] logits, int target) {
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit);
    }
    return Math.log(sum) - logits[target];
  }

  /// Two query heads of width 3 that share keys and values of 4 tokens.
  @Test
  void ofAttention() {
    float[] queries = RandomMatrices.floats(24, 1);
    float[] keys = RandomMatrices.floats(12, 2);
    float[] values = RandomMatrices.floats(12, 3);
    float[] g = RandomMatrices.floats(24, 4);
    double[] q = doubles(queries);
    double[] k = doubles(keys);
    double[] v = doubles(values);
    double[] ofQueries = slopes(q.clone(), p -> dot(attended(p, k, v), g));
    double[] ofKeys = slopes(k.clone(), p -> dot(attended(q, p, v), g));
    double[] ofValues = slopes(v.clone(), p -> dot(attended(q, k, p), g));
    for (Dense kernels : new Dense[] {scalar, dense}) {
      CausalAttention attention =
          new CausalAttention(
              new int[] {0, 4}, 2, 1, 3, 0.5f, rows(queries, 6), rows(keys, 3), rows(values, 3));
      CausalAttention.Result result =
          new CausalAttention.Result(rows(new float[24], 6), new float[8]);
      CausalAttention.Gradient gradient =
          new CausalAttention.Gradient(
              rows(g, 6), rows(new float[24], 6), rows(new float[12], 3), rows(new float[12], 3));
      run(workers -> {
        kernels.attend(attention, result, workers);
        kernels.attendBackward(attention, result, gradient, workers);
      });
      requireClose(result.output().values(), attended(q, k, v));
      requireClose(gradient.queries().values(), ofQueries);
      requireClose(gradient.keys().values(), ofKeys);
      requireClose(gradient.values().values(), ofValues);
    }
  }

  private static double[] attended(double[] queries, double[] keys, double[] values) {
    double[] output = new double[24];
    for (int token = 0; token < 4; token++) {
      for (int head = 0; head < 2; head++) {
        int own = token * 6 + head * 3;
        double[] powers = new double[token + 1];
        double sum = 0;
        for (int key = 0; key <= token; key++) {
          double score = 0;
          for (int i = 0; i < 3; i++) {
            score += queries[own + i] * keys[key * 3 + i];
          }
          powers[key] = Math.exp(0.5 * score);
          sum += powers[key];
        }
        for (int key = 0; key <= token; key++) {
          for (int i = 0; i < 3; i++) {
            output[own + i] += powers[key] / sum * values[key * 3 + i];
          }
        }
      }
    }
    return output;
  }

  private static Rows rows(float[] values, int width) {
    return Rows.of(values, width);
  }

  private interface Action {
    void accept(Workers workers);
  }

  private static void run(Action action) {
    try (Workers workers = new Workers(1)) {
      action.accept(workers);
    }
  }

  private static double[] slopes(double[] point, ToDoubleFunction<double[]> function) {
    double[] slopes = new double[point.length];
    for (int i = 0; i < slopes.length; i++) {
      double kept = point[i];
      point[i] = kept + STEP;
      double above = function.applyAsDouble(point);
      point[i] = kept - STEP;
      slopes[i] = (above - function.applyAsDouble(point)) / (2 * STEP);
      point[i] = kept;
    }
    return slopes;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  private static double dot(double[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < b.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void requireClose(float[] actual, double[] expected) {
    for (int i = 0; i < expected.length; i++) {
      double tolerance = TOLERANCE * Math.max(1, Math.abs(expected[i]));
      assertThat((double) actual[i]).isEqualTo(expected[i], within(tolerance));
    }
  }
}
