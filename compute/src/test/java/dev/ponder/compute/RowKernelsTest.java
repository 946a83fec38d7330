package dev.ponder.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
  @ValueSource(ints = {1, 3, 16, 17, 64, 100, 128, 207})
  void dotsAreDotProducts(int width) {
    for (int m : new int[] {1, 3, 4, 6, 9}) {
      for (int n : new int[] {1, 4, 5, 32}) {
        Rows a = rows(m, width, 1);
        Rows b = rows(n, width, 2);
        Rows output = new Rows(new float[2 + m * (n + 1)], 2, n + 1, m);
        kernels.dots(a, b, width, output);
        for (int i = 0; i < m; i++) {
          for (int j = 0; j < n; j++) {
            float got = output.values()[output.start(i) + j];
            assertThat(got)
                .isEqualTo(kernels.dot(a.values(), a.start(i), b.values(), b.start(j), width));
            requireNearDot(got, a, i, b, j, width);
          }
        }
      }
    }
  }

  private static void requireNearDot(float got, Rows a, int i, Rows b, int j, int width) {
    double sum = 0;
    double size = 0;
    for (int c = 0; c < width; c++) {
      double term = (double) a.values()[a.start(i) + c] * b.values()[b.start(j) + c];
      sum += term;
      size += Math.abs(term);
    }
    assertThat((double) got).isCloseTo(sum, within(width * EPS * size));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 16, 32, 64, 100, 128})
  void aMixtureAddsWeightedRowsWhateverRowsStandBesideIt(int width) {
    for (int m : new int[] {1, 4, 6}) {
      for (int n : new int[] {1, 5, 32}) {
        Rows weights = rows(m, n, 3);
        Rows values = rows(n, width, 4);
        Rows together = rows(m, width, 5);
        Rows twin = rows(m, width, 5);
        Rows alone = rows(m, width, 5);
        kernels.addMixture(weights, values, width, together);
        scalar.addMixture(weights, values, width, twin);
        for (int i = 0; i < m; i++) {
          addOneByOne(row(weights, i), values, width, row(alone, i));
        }
        assertThat(together.values()).isEqualTo(alone.values());
        for (int i = 0; i < together.values().length; i++) {
          assertThat(together.values()[i])
              .isCloseTo(twin.values()[i], within((n + 1) * EPS * 5 * n));
        }
      }
    }
  }

  private void addOneByOne(Rows weights, Rows values, int width, Rows output) {
    for (int j = 0; j < values.count(); j++) {
      Rows weight = new Rows(weights.values(), weights.offset() + j, 0, 1);
      kernels.addMixture(weight, row(values, j), width, output);
    }
  }

  private static Rows row(Rows rows, int i) {
    return new Rows(rows.values(), rows.start(i), rows.stride(), 1);
  }

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
    kernels.siluMultiply(gate, weight, 0, length);
    scalar.siluMultiply(x, weight, 0, length);
    requireClose(gate, x, 6 * EPS);

    float[] cosines = RandomMatrices.floats(length, 8);
    float[] sines = RandomMatrices.floats(length, 9);
    float[] pairs = RandomMatrices.floats(2 * length, 10);
    float[] twin = pairs.clone();
    kernels.rotateHalves(pairs, 0, cosines, sines);
    scalar.rotateHalves(twin, 0, cosines, sines);
    assertThat(pairs).isEqualTo(twin);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16, 31, 128, 1000})
  void softmaxAgreesWithItsTwin(int length) {
    float[] fast = RandomMatrices.floats(length, 11);
    for (int i = 0; i < length; i++) {
      fast[i] *= 20;
    }
    float[] slow = fast.clone();
    kernels.softmax(fast, 0, length);
    scalar.softmax(slow, 0, length);
    requireClose(fast, slow, (length + 8) * EPS);
  }

  @Test
  void exponentialsAreAccurateOverTheirWholeRange() {
    int length = 100_000;
    float[] x = new float[2];
    double worst = 0;
    for (int i = 0; i < length; i++) {
      float value = -86f * i / length;
      x[0] = 0;
      x[1] = value;
      kernels.softmax(x, 0, 2);
      double exact = Math.exp(value) / (1 + Math.exp(value));
      worst = Math.max(worst, Math.abs(x[1] - exact) / exact);
    }
    assertThat(worst).isLessThan(4e-7);
  }

  @Test
  void softmaxOfExcludedPositionsIsZero() {
    float[] x = {1, Float.NEGATIVE_INFINITY, 1, -200};
    kernels.softmax(x, 0, 4);
    assertThat(x).containsExactly(0.5f, 0, 0.5f, 0);
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

  private static void requireClose(float[] fast, float[] slow, float tolerance) {
    for (int i = 0; i < fast.length; i++) {
      // Vector exponentials have no subnormal results.
      float allowed = tolerance * Math.abs(slow[i]) + 2 * Float.MIN_NORMAL;
      assertThat(fast[i]).isCloseTo(slow[i], within(allowed));
    }
  }

  private static Rows rows(int count, int width, long seed) {
    int stride = width + 3;
    return new Rows(RandomMatrices.floats(1 + count * stride, seed), 1, stride, count);
  }
}
