package dev.ponder.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The chosen kernels over rows of floats against their scalar twins. The build runs it for every
/// vector width.
class RowKernelsTest {
  private static final float EPS = Math.ulp(1f);

  private final Kernels kernels = Kernels.fastest();
  private final Kernels scalar = new ScalarKernels();

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16, 31, 128, 1000})
  void rowFunctionsAgreeWithTheirTwins(int length) {
    float[] x = RandomMatrices.floats(length + 1, 6);
    float[] weight = RandomMatrices.floats(length, 7);
    float[] fast = new float[length + 2];
    float[] slow = new float[length + 2];
    kernels.rmsNorm(x, 1, weight, 1e-6f, fast, 2);
    scalar.rmsNorm(x, 1, weight, 1e-6f, slow, 2);
    requireClose(fast, slow, (length + 4) * EPS);

    float[] gate = x.clone();
    slow = x.clone();
    kernels.siluMultiply(gate, weight, 0, length);
    scalar.siluMultiply(slow, weight, 0, length);
    requireClose(gate, slow, 6 * EPS);

    // The exponents, up to about 30 here, are rounded before they are raised.
    gate = x.clone();
    slow = x.clone();
    kernels.geluMultiply(gate, weight, 0, length);
    scalar.geluMultiply(slow, weight, 0, length);
    requireClose(gate, slow, 40 * EPS);

    gate = x.clone();
    slow = x.clone();
    kernels.clampedSiluMultiply(gate, weight, 0, length);
    scalar.clampedSiluMultiply(slow, weight, 0, length);
    requireClose(gate, slow, 10 * EPS);

    float[] cosines = RandomMatrices.floats(length, 8);
    float[] sines = RandomMatrices.floats(length, 9);
    float[] pairs = RandomMatrices.floats(2 * length, 10);
    float[] twin = pairs.clone();
    kernels.rotateHalves(pairs, 0, cosines, sines);
    scalar.rotateHalves(twin, 0, cosines, sines);
    assertThat(pairs).isEqualTo(twin);
  }

  @Test
  void additionIsScaled() {
    float[] y = {1, 2, 3};
    kernels.addScaled(y, 1, new float[] {10, 20}, 0, 2, 0.5f);
    assertThat(y).containsExactly(1, 7, 13);
  }

  @Test
  void exponentialsAreAccurateOverTheirWholeRange() {
    float[] x = new float[16 * 1024];
    for (int i = 0; i < x.length; i++) {
      x[i] = -86f * i / x.length;
    }
    double worst = 0;
    float[] powers = new float[Lanes.COUNT];
    for (int i = 0; i < x.length; i += Lanes.COUNT) {
      RowFunctions.exp(FloatVector.fromArray(Lanes.FLOATS, x, i)).intoArray(powers, 0);
      for (int lane = 0; lane < Lanes.COUNT; lane++) {
        double exact = Math.exp(x[i + lane]);
        worst = Math.max(worst, Math.abs(powers[lane] - exact) / exact);
      }
    }
    assertThat(worst).isLessThan(2e-7);
  }

  @Test
  void placesOutsideOfAnArrayAreRefused() {
    float[] x = new float[8];
    assertThatThrownBy(() -> kernels.addScaled(x, 1, x, 0, 8, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> kernels.siluMultiply(x, x, -1, 8))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> kernels.rmsNorm(x, 1, x, 1, x, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> kernels.rotateHalves(x, 1, new float[4], new float[4]))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void theGateIsFlatFarFromZero() {
    float[] gate = {-1000, -100, 0, 100, 1000};
    kernels.siluMultiply(gate, new float[] {1, 1, 1, 1, 1}, 0, 5);
    assertThat(gate[0]).isCloseTo(0, within(1e-30f));
    assertThat(gate[1]).isCloseTo(0, within(1e-30f));
    assertThat(gate[2]).isZero();
    assertThat(gate[3]).isEqualTo(100);
    assertThat(gate[4]).isEqualTo(1000);
  }

  @Test
  void theClampedGateBoundsTheGateAboveAndTheOtherHalfOnBothSides() {
    float[] gate = {1000, 7, 1000, -1000, 0};
    kernels.clampedSiluMultiply(gate, new float[] {1000, 7, -1000, 1, 1}, 0, 5);
    assertThat(gate[0]).isEqualTo(gate[1]).isCloseTo(56, within(1e-3f));
    assertThat(gate[2]).isCloseTo(-42, within(1e-3f));
    assertThat(gate[3]).isCloseTo(0, within(1e-30f));
    assertThat(gate[4]).isZero();
  }

  @Test
  void theGeluGateIsFlatFarBelowZeroAndStraightFarAbove() {
    float[] gate = {-1000, -20, 0, 20, 1000};
    kernels.geluMultiply(gate, new float[] {1, 1, 1, 1, 1}, 0, 5);
    assertThat(gate[0]).isCloseTo(0, within(1e-30f));
    assertThat(gate[1]).isCloseTo(0, within(1e-30f));
    assertThat(gate[2]).isZero();
    assertThat(gate[3]).isEqualTo(20);
    assertThat(gate[4]).isEqualTo(1000);
  }

  private static void requireClose(float[] fast, float[] slow, float tolerance) {
    for (int i = 0; i < fast.length; i++) {
      // Vector exponentials have no subnormal results.
      float allowed = tolerance * Math.abs(slow[i]) + 2 * Float.MIN_NORMAL;
      assertThat(fast[i]).isCloseTo(slow[i], within(allowed));
    }
  }
}
