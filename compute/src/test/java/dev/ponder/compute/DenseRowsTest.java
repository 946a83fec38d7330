package dev.ponder.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Norms, gates, rotations and losses of training against their scalar twins, which sum in double
/// precision, so tolerances are those of the fast one alone: of `n` elements summed in float, `n`
/// roundings. The build runs it for every vector width.
class DenseRowsTest {
  private static final float EPS = Math.ulp(1f);

  private final Dense dense = Dense.fastest();
  private final Dense scalar = new ScalarDense();

  @ParameterizedTest
  @CsvSource({"0,1,7", "1,1,1", "3,1,192", "5,4,64", "300,2,33", "2,3,16"})
  void normsAgreeWithTheirTwins(int rows, int heads, int width) {
    try (Workers workers = new Workers(2)) {
      int row = heads * width;
      Rows input = rows(rows, row, 1);
      Norm norm = new Norm(rows, heads, width, 1e-6f, input, RandomMatrices.floats(width, 2));
      Rows fast = rows(rows, row, 3);
      Rows slow = copy(fast);
      dense.normalize(norm, fast, workers);
      scalar.normalize(norm, slow, workers);
      requireClose(fast, slow, 8 * EPS);

      for (Into into : Into.values()) {
        Rows outer = rows(rows, row, 4);
        Norm.Gradient quick =
            new Norm.Gradient(outer, rows(rows, row, 5), into, RandomMatrices.floats(width, 6));
        Norm.Gradient twin =
            new Norm.Gradient(outer, copy(quick.input()), into, quick.weight().clone());
        dense.normalizeBackward(norm, quick, workers);
        scalar.normalizeBackward(norm, twin, workers);
        requireClose(quick.input(), twin.input(), (16 + width) * EPS);
        float tolerance = (16 + rows * heads) * EPS;
        requireClose(Rows.of(quick.weight(), width), Rows.of(twin.weight(), width), tolerance);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0,5", "1,1", "7,33", "40,512"})
  void gatesAgreeWithTheirTwins(int rows, int width) {
    try (Workers workers = new Workers(2)) {
      Gating gating = new Gating(rows, width, rows(rows, width, 1), rows(rows, width, 2));
      Rows fast = rows(rows, width, 3);
      Rows slow = copy(fast);
      dense.gate(gating, fast, workers);
      scalar.gate(gating, slow, workers);
      requireClose(fast, slow, 8 * EPS);

      Rows outer = rows(rows, width, 4);
      Rows gate = rows(rows, width, 5);
      Rows up = rows(rows, width, 6);
      Rows gateTwin = copy(gate);
      Rows upTwin = copy(up);
      dense.gateBackward(gating, new Gating.Gradient(outer, gate, up), workers);
      scalar.gateBackward(gating, new Gating.Gradient(outer, gateTwin, upTwin), workers);
      requireClose(gate, gateTwin, 16 * EPS);
      requireClose(up, upTwin, 8 * EPS);

      Gating own = new Gating(rows, width, copy(gating.gate()), copy(gating.up()));
      dense.gateBackward(own, new Gating.Gradient(outer, own.gate(), own.up()), workers);
      assertThat(contents(own.gate(), rows, width)).isEqualTo(contents(gate, rows, width));
      assertThat(contents(own.up(), rows, width)).isEqualTo(contents(up, rows, width));
    }
  }

  @Test
  void extremeGatesStayFinite() {
    float[] x = {-1000, -88, -20, 0, 20, 88, 1000, 1};
    try (Workers workers = new Workers(1)) {
      float[] padded = Arrays.copyOf(x, 32);
      float[] ups = new float[32];
      Arrays.fill(ups, 1f);
      Gating gating = new Gating(1, 32, Rows.of(padded, 32), Rows.of(ups, 32));
      float[] output = new float[32];
      dense.gate(gating, Rows.of(output, 32), workers);
      assertThat(output[0]).isEqualTo(0f, within(1e-30f));
      assertThat(output[6]).isEqualTo(1000f);
      float[] gate = new float[32];
      float[] up = new float[32];
      dense.gateBackward(
          gating,
          new Gating.Gradient(Rows.of(ups, 32), Rows.of(gate, 32), Rows.of(up, 32)),
          workers);
      assertThat(gate[0]).isEqualTo(0f, within(1e-30f));
      assertThat(gate[6]).isEqualTo(1f);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 6, 64, 80})
  void rotationsAgreeAndComeBack(int width) {
    int[] positions = {0, 3, 1, 9};
    float[] angles = Angles.upTo(10, width, 10_000);
    try (Workers workers = new Workers(2)) {
      Rows fast = rows(4, 3 * width, 1);
      Rows slow = copy(fast);
      Rows before = copy(fast);
      Rotation rotation = new Rotation(4, 3, width, fast, positions, angles);
      dense.rotate(rotation, Rotation.Direction.FORWARD, workers);
      scalar.rotate(
          new Rotation(4, 3, width, slow, positions, angles), Rotation.Direction.FORWARD, workers);
      requireClose(fast, slow, 4 * EPS);
      dense.rotate(rotation, Rotation.Direction.BACK, workers);
      requireClose(fast, before, 8 * EPS);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,3", "1,1", "5,33", "20,2048"})
  void lossesAgreeWithTheirTwins(int rows, int width) {
    int[] targets = new int[rows];
    float[] coefficients = RandomMatrices.floats(Math.max(rows, 1), 3);
    for (int r = 0; r < rows; r++) {
      targets[r] = 31 * r % width;
    }
    if (rows > 2) {
      coefficients[2] = 0;
    }
    try (Workers workers = new Workers(2)) {
      Rows fast = rows(rows, width, 1);
      Rows slow = copy(fast);
      CrossEntropy quick = new CrossEntropy(rows, width, fast, targets, new float[rows]);
      CrossEntropy twin = new CrossEntropy(rows, width, slow, targets, new float[rows]);
      dense.losses(quick, workers);
      scalar.losses(twin, workers);
      assertThat(fast.values()).isEqualTo(slow.values());
      requireClose(Rows.of(quick.losses(), 1), Rows.of(twin.losses(), 1), 32 * EPS);
      float[] losses = quick.losses().clone();
      dense.lossesBackward(quick, coefficients, workers);
      scalar.lossesBackward(twin, coefficients, workers);
      assertThat(quick.losses()).isEqualTo(losses);
      requireClose(fast, slow, 300 * EPS);
    }
  }

  /// Zero times an infinite slope would be no number.
  @ParameterizedTest
  @ValueSource(strings = {"scalar", "fastest"})
  void aRowThatDoesNotCountBecomesZeros(String kernels) {
    Dense chosen = kernels.equals("scalar") ? scalar : dense;
    Rows logits = rows(1, 40, 1);
    logits.values()[logits.at(0) + 3] = Float.POSITIVE_INFINITY;
    try (Workers workers = new Workers(1)) {
      CrossEntropy entropy = new CrossEntropy(1, 40, logits, new int[1], new float[1]);
      chosen.lossesBackward(entropy, new float[1], workers);
    }
    for (int i = 0; i < 40; i++) {
      assertThat(logits.values()[logits.at(0) + i]).isZero();
    }
  }

  @Test
  void threadsDoNotShow() {
    Norm norm = new Norm(700, 1, 48, 1e-6f, rows(700, 48, 1), RandomMatrices.floats(48, 2));
    float[] one = weightGradient(norm, 1);
    assertThat(weightGradient(norm, 3)).isEqualTo(one);
  }

  private float[] weightGradient(Norm norm, int threads) {
    float[] weight = new float[48];
    Rows input = rows(700, 48, 5);
    try (Workers workers = new Workers(threads)) {
      dense.normalizeBackward(
          norm, new Norm.Gradient(rows(700, 48, 4), input, Into.OVERWRITE, weight), workers);
    }
    return weight;
  }

  @Test
  void shortArraysAreRefused() {
    Rows small = Rows.of(new float[7], 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Gating(2, 4, small, small))
        .withMessageContaining("7 floats of gates do not hold 2 rows of 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CrossEntropy(1, 4, small, new int[] {4}, new float[1]))
        .withMessage("no logit of target 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rows(new float[1], -1, 1))
        .withMessageContaining("-1");
  }

  /// With a margin at both ends and between rows.
  private static Rows rows(int rows, int width, int seed) {
    return new Rows(RandomMatrices.floats(3 + rows * (width + 2), seed), 3, width + 2);
  }

  private static Rows copy(Rows rows) {
    return new Rows(rows.values().clone(), rows.offset(), rows.stride());
  }

  private static float[][] contents(Rows rows, int count, int width) {
    float[][] values = new float[count][];
    for (int r = 0; r < count; r++) {
      values[r] = Arrays.copyOfRange(rows.values(), rows.at(r), rows.at(r) + width);
    }
    return values;
  }

  /// Everything, margins included.
  ///
  /// @param tolerance relative to the largest
  private static void requireClose(Rows actual, Rows expected, float tolerance) {
    float largest = 1;
    for (float value : expected.values()) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(actual.values()).containsExactly(expected.values(), within(tolerance * largest));
  }
}
