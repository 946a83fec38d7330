package dev.ponder.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ponder.compute.Multiplication.Form;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Backward passes against differences of forward passes, for each operation and each of its
/// operands. The loss is the sum of the outputs times numbers drawn by chance.
class DenseGradientsTest {
  private static final int ROWS = 5;

  private final Workers workers = new Workers(2);
  private final SplittableRandom random = new SplittableRandom(1);
  private Dense dense = Dense.fastest();

  @AfterEach
  void close() {
    workers.close();
  }

  private void choose(String kernels) {
    dense = kernels.equals("scalar") ? new ScalarDense() : Dense.fastest();
  }

  private float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextDouble(-1.5, 1.5);
    }
    return numbers;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /// Moves the operand along a direction near its gradient `g`, which makes the slope large beside
  /// rounding: `g · v` against `(L(x + v h) - L(x - v h)) / 2 h`, the error of third order taken
  /// out by a second difference (Richardson).
  private void requireSlope(
      String name, float[] operand, float[] gradient, DoubleSupplier forward) {
    double[] direction = new double[operand.length];
    double slope = 0;
    double length = 0;
    for (int i = 0; i < operand.length; i++) {
      direction[i] = gradient[i] * (1 + 0.5 * random.nextDouble(-1, 1));
      slope += gradient[i] * direction[i];
      length += direction[i] * direction[i];
    }
    double step = 0.1 / Math.sqrt(length);
    double wide = difference(operand, direction, step, forward);
    double narrow = difference(operand, direction, step / 2, forward);
    assertThat((4 * narrow - wide) / 3).as(name).isCloseTo(slope, within(1e-3 * slope));
  }

  private static double difference(
      float[] operand, double[] direction, double step, DoubleSupplier forward) {
    float[] start = operand.clone();
    double above = moved(operand, start, direction, step, forward);
    double below = moved(operand, start, direction, -step, forward);
    System.arraycopy(start, 0, operand, 0, start.length);
    return (above - below) / (2 * step);
  }

  private static double moved(
      float[] operand, float[] start, double[] direction, double step, DoubleSupplier forward) {
    for (int i = 0; i < operand.length; i++) {
      operand[i] = (float) (start[i] + step * direction[i]);
    }
    return forward.getAsDouble();
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "fastest"})
  void ofProducts(String kernels) {
    choose(kernels);
    int inputs = 19;
    int outputs = 21;
    float[] x = numbers(ROWS * inputs);
    float[] w = numbers(outputs * inputs);
    float[] seeds = numbers(ROWS * outputs);
    Rows ofOutput = Rows.of(seeds, outputs);
    float[] ofX = new float[x.length];
    multiply(Form.PLAIN, ROWS, inputs, outputs, ofOutput, Rows.of(w, inputs), ofX);
    float[] ofW = new float[w.length];
    multiply(Form.LEFT_TRANSPOSED, outputs, inputs, ROWS, ofOutput, Rows.of(x, inputs), ofW);
    DoubleSupplier forward =
        () -> {
          float[] y = new float[ROWS * outputs];
          Rows left = Rows.of(x, inputs);
          multiply(Form.RIGHT_TRANSPOSED, ROWS, outputs, inputs, left, Rows.of(w, inputs), y);
          return dot(y, seeds);
        };
    requireSlope("input", x, ofX, forward);
    requireSlope("weight", w, ofW, forward);
  }

  private void multiply(
      Form form, int rows, int columns, int depth, Rows left, Rows right, float[] output) {
    Rows product = Rows.of(output, columns);
    dense.multiply(
        new Multiplication(form, rows, columns, depth, left, right, product, Into.OVERWRITE),
        workers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "fastest"})
  void ofNorms(String kernels) {
    choose(kernels);
    int heads = 2;
    int width = 20;
    float[] x = numbers(ROWS * heads * width);
    float[] weight = numbers(width);
    float[] seeds = numbers(x.length);
    Rows input = Rows.of(x, heads * width);
    Norm norm = new Norm(ROWS, heads, width, 1e-5f, input, weight);
    float[] ofX = new float[x.length];
    float[] ofWeight = new float[width];
    dense.normalizeBackward(
        norm,
        new Norm.Gradient(
            Rows.of(seeds, heads * width), Rows.of(ofX, heads * width), Into.OVERWRITE, ofWeight),
        workers);
    DoubleSupplier forward =
        () -> {
          float[] y = new float[x.length];
          dense.normalize(norm, Rows.of(y, heads * width), workers);
          return dot(y, seeds);
        };
    requireSlope("input", x, ofX, forward);
    requireSlope("weight", weight, ofWeight, forward);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "fastest"})
  void ofRotations(String kernels) {
    choose(kernels);
    int heads = 2;
    int width = 12;
    float[] x = numbers(ROWS * heads * width);
    float[] seeds = numbers(x.length);
    int[] positions = {0, 1, 2, 0, 7};
    float[] angles = Angles.upTo(8, width, 100);
    float[] ofX = seeds.clone();
    dense.rotate(rotation(ofX, heads, positions, angles), Rotation.Direction.BACK, workers);
    requireSlope(
        "heads",
        x,
        ofX,
        () -> {
          float[] y = x.clone();
          dense.rotate(rotation(y, heads, positions, angles), Rotation.Direction.FORWARD, workers);
          return dot(y, seeds);
        });
  }

  private static Rotation rotation(float[] values, int heads, int[] positions, float[] angles) {
    int width = values.length / ROWS / heads;
    return new Rotation(ROWS, heads, width, Rows.of(values, heads * width), positions, angles);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "fastest"})
  void ofGates(String kernels) {
    choose(kernels);
    int width = 21;
    float[] gate = numbers(ROWS * width);
    float[] up = numbers(ROWS * width);
    float[] seeds = numbers(ROWS * width);
    Gating gating = new Gating(ROWS, width, Rows.of(gate, width), Rows.of(up, width));
    float[] ofGate = new float[gate.length];
    float[] ofUp = new float[up.length];
    dense.gateBackward(
        gating,
        new Gating.Gradient(Rows.of(seeds, width), Rows.of(ofGate, width), Rows.of(ofUp, width)),
        workers);
    DoubleSupplier forward =
        () -> {
          float[] y = new float[gate.length];
          dense.gate(gating, Rows.of(y, width), workers);
          return dot(y, seeds);
        };
    requireSlope("gate", gate, ofGate, forward);
    requireSlope("up", up, ofUp, forward);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "fastest"})
  void ofAttention(String kernels) {
    choose(kernels);
    int[] starts = {0, 1, 4, 24};
    int rows = 24;
    int heads = 4;
    int keyHeads = 2;
    int width = 10;
    float[] queries = numbers(rows * heads * width);
    float[] keys = numbers(rows * keyHeads * width);
    float[] values = numbers(rows * keyHeads * width);
    float[] seeds = numbers(queries.length);
    CausalAttention attention =
        new CausalAttention(
            starts,
            heads,
            keyHeads,
            width,
            0.3f,
            Rows.of(queries, heads * width),
            Rows.of(keys, keyHeads * width),
            Rows.of(values, keyHeads * width));
    float[] output = new float[queries.length];
    CausalAttention.Result result =
        new CausalAttention.Result(Rows.of(output, heads * width), new float[rows * heads]);
    DoubleSupplier forward =
        () -> {
          dense.attend(attention, result, workers);
          return dot(output, seeds);
        };
    // The backward pass reads what this leaves.
    dense.attend(attention, result, workers);
    float[] ofQueries = new float[queries.length];
    float[] ofKeys = new float[keys.length];
    float[] ofValues = new float[values.length];
    dense.attendBackward(
        attention,
        result,
        new CausalAttention.Gradient(
            Rows.of(seeds, heads * width),
            Rows.of(ofQueries, heads * width),
            Rows.of(ofKeys, keyHeads * width),
            Rows.of(ofValues, keyHeads * width)),
        workers);
    requireSlope("queries", queries, ofQueries, forward);
    requireSlope("keys", keys, ofKeys, forward);
    requireSlope("values", values, ofValues, forward);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "fastest"})
  void ofLosses(String kernels) {
    choose(kernels);
    int width = 37;
    float[] logits = numbers(ROWS * width);
    float[] coefficients = {0.5f, -1, 0, 2, 1};
    int[] targets = {0, 36, 5, 16, 15};
    float[] ofLogits = logits.clone();
    dense.lossesBackward(entropy(ofLogits, targets, new float[ROWS]), coefficients, workers);
    requireSlope(
        "logits",
        logits,
        ofLogits,
        () -> {
          float[] losses = new float[ROWS];
          dense.losses(entropy(logits, targets, losses), workers);
          return dot(losses, coefficients);
        });
  }

  private static CrossEntropy entropy(float[] logits, int[] targets, float[] losses) {
    int width = logits.length / ROWS;
    return new CrossEntropy(ROWS, width, Rows.of(logits, width), targets, losses);
  }
}
