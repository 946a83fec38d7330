package dev.ponder.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The native kernels of every set of instructions that this processor has. Skipped where they were
/// not built.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NativeKernelsTest {
  private static final int ROWS = 37;
  private static final int TOKENS = 13;

  private final List<NativeKernels> sets = NativeSets.all().toList();

  @BeforeAll
  void needsSets() {
    assumeTrue(!sets.isEmpty());
  }

  @Test
  void everySetPassesTheCheckAtTheStart() {
    sets.forEach(NativeCheck::check);
  }

  @ParameterizedTest
  @EnumSource
  void everySetGivesTheSameBits(Format format) {
    for (int columns : widths(format)) {
      Matrix matrix = RandomMatrices.matrix(format, ROWS, columns, columns);
      float[] input = RandomMatrices.floats(TOKENS * columns, 3);
      float[] expected = product(sets.getFirst(), matrix, input);
      for (NativeKernels kernels : sets) {
        assertThat(product(kernels, matrix, input))
            .as("%s, %d columns", kernels.name(), columns)
            .isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F16", "BF16"})
  void floatWeightsGiveTheBitsOfVectorsOf512(Format format) {
    assumeTrue(Lanes.COUNT == 16);
    for (int columns : new int[] {16, 48, 1312}) {
      Matrix matrix = RandomMatrices.matrix(format, ROWS, columns, columns);
      float[] input = RandomMatrices.floats(TOKENS * columns, 3);
      assertThat(product(sets.getFirst(), matrix, input))
          .isEqualTo(product(new VectorKernels(), matrix, input));
    }
  }

  /// Rows of 32, past a unit of 256 and past the 1,024 columns of a panel.
  private static int[] widths(Format format) {
    return format.blockElements() == 256 ? new int[] {256, 1280} : new int[] {32, 288, 1312};
  }

  @ParameterizedTest
  @EnumSource
  void theLargestWeightsAndActivationsDoNotSaturate(Format format) {
    int columns = 512;
    Matrix matrix = RandomMatrices.matrix(format, ROWS, columns, 1);
    float[] weights = new float[columns];
    for (int sign = -1; sign <= 1; sign += 2) {
      float[] input = new float[TOKENS * columns];
      new ScalarKernels().dequantizeRow(matrix, 0, weights, 0);
      double sum = 0;
      for (int c = 0; c < columns; c++) {
        input[c] = weights[c] < 0 ? -127 * sign : 127 * sign;
        sum += Math.abs(127.0 * weights[c]);
      }
      for (NativeKernels kernels : sets) {
        assertThat((double) product(kernels, matrix, input)[0])
            .isBetween(sign * sum - 1e-4 * sum, sign * sum + 1e-4 * sum);
      }
    }
  }

  @Test
  void whatIsNoNumberStaysThatAndHarmsNobodyElse() {
    Matrix matrix = RandomMatrices.matrix(Format.Q8_0, ROWS, 64, 1);
    float[] input = RandomMatrices.floats(TOKENS * 64, 2);
    float[] clean = product(sets.getFirst(), matrix, input);
    input[64 + 3] = Float.NaN;
    input[2 * 64 + 40] = Float.POSITIVE_INFINITY;
    Arrays.fill(input, 3 * 64, 4 * 64, 0);
    Arrays.fill(input, 4 * 64, 5 * 64, Float.MIN_VALUE);
    for (NativeKernels kernels : sets) {
      float[] output = product(kernels, matrix, input);
      for (int row = 0; row < ROWS; row++) {
        assertThat(output[ROWS + row]).isNaN();
        assertThat(Float.isFinite(output[2 * ROWS + row])).isFalse();
        assertThat(output[3 * ROWS + row]).isZero();
        assertThat(output[4 * ROWS + row]).isZero();
      }
      assertThat(Arrays.copyOf(output, ROWS)).isEqualTo(Arrays.copyOf(clean, ROWS));
      assertThat(Arrays.copyOfRange(output, 5 * ROWS, TOKENS * ROWS))
          .isEqualTo(Arrays.copyOfRange(clean, 5 * ROWS, TOKENS * ROWS));
    }
  }

  private static float[] product(Kernels kernels, Matrix matrix, float[] input) {
    float[] output = new float[TOKENS * ROWS];
    try (Workers workers = new Workers(2)) {
      kernels.multiply(List.of(matrix), input, TOKENS, List.of(output), workers);
    }
    return output;
  }
}
