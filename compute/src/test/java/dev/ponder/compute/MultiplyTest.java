package dev.ponder.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The chosen kernels' matrix product against its laws. The build runs it for every vector width.
class MultiplyTest {
  private static final int[] ANY_WIDTH = {1, 13, 16, 31, 64, 100, 207, 288};
  private static final int[] BLOCK_WIDTH = {32, 64, 96, 288};
  private static final int[] SUPER_BLOCK_WIDTH = {256, 768};

  private final Kernels kernels = Kernels.fastest();

  @ParameterizedTest
  @EnumSource
  void agreesWithSumsInDoublePrecision(Format format) {
    try (Workers workers = new Workers(2)) {
      for (int columns : widths(format)) {
        for (int rows : new int[] {1, 3, 4, 7, 37}) {
          Matrix matrix = RandomMatrices.matrix(format, rows, columns, 31L * rows + columns);
          for (int tokens : new int[] {1, 2, 5, 6, 7, 20}) {
            requireNear(matrix, tokens, workers);
          }
        }
      }
    }
  }

  /// Each of the n products and additions rounds by at most eps/2 relative to the sum of the
  /// products' sizes, so the error is at most n * eps * sum |w x| to first order. Rounding
  /// activations to 8 bits adds half a step, which is a 127th of the largest of the block.
  private void requireNear(Matrix matrix, int tokens, Workers workers) {
    int columns = matrix.columns();
    float[] input = RandomMatrices.floats(tokens * columns, tokens);
    float[] output = product(matrix, input, tokens, workers);
    float[] row = new float[columns];
    for (int r = 0; r < matrix.rows(); r++) {
      new ScalarKernels().dequantizeRow(matrix, r, row, 0);
      for (int t = 0; t < tokens; t++) {
        double sum = 0;
        double size = 0;
        for (int c = 0; c < columns; c++) {
          double term = (double) row[c] * input[t * columns + c];
          sum += term;
          size += Math.abs(term);
        }
        double tolerance = columns * (double) Math.ulp(1f) * size;
        if (kernels.name().startsWith("native-") && matrix.format().blockElements() > 1) {
          tolerance += roundingOfActivations(row, input, t * columns);
        }
        assertThat((double) output[t * matrix.rows() + r])
            .as("%s row %d token %d of %d", matrix, r, t, tokens)
            .isBetween(sum - tolerance, sum + tolerance);
      }
    }
  }

  private static double roundingOfActivations(float[] weights, float[] input, int offset) {
    double error = 0;
    for (int block = 0; block < weights.length; block += 32) {
      double largest = 0;
      double size = 0;
      for (int c = block; c < block + 32; c++) {
        largest = Math.max(largest, Math.abs(input[offset + c]));
        size += Math.abs(weights[c]);
      }
      error += size * largest / 254;
    }
    return 1.001 * error;
  }

  @ParameterizedTest
  @EnumSource
  void oneTokenAloneAndInAnyBatchGiveTheSameBits(Format format) {
    for (int threads = 1; threads <= 3; threads++) {
      try (Workers workers = new Workers(threads)) {
        for (int columns : widths(format)) {
          Matrix matrix = RandomMatrices.matrix(format, 39, columns, columns);
          float[] input = RandomMatrices.floats(70 * columns, 5);
          float[] alone = oneByOne(matrix, input, 70);
          for (int tokens : new int[] {1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 33, 69, 70}) {
            float[] batch =
                product(matrix, Arrays.copyOf(input, tokens * columns), tokens, workers);
            assertThat(batch)
                .as("%d tokens, %d columns, %d threads", tokens, columns, threads)
                .isEqualTo(Arrays.copyOf(alone, tokens * matrix.rows()));
          }
        }
      }
    }
  }

  private float[] oneByOne(Matrix matrix, float[] input, int tokens) {
    int columns = matrix.columns();
    float[] output = new float[tokens * matrix.rows()];
    try (Workers workers = new Workers(1)) {
      for (int t = 0; t < tokens; t++) {
        float[] token = Arrays.copyOfRange(input, t * columns, (t + 1) * columns);
        System.arraycopy(
            product(matrix, token, 1, workers), 0, output, t * matrix.rows(), matrix.rows());
      }
    }
    return output;
  }

  @Test
  void aBatchLargerThanTheCacheGivesTheSameBits() {
    Matrix matrix = RandomMatrices.matrix(Format.Q8_0, 10, 2048, 1);
    float[] input = RandomMatrices.floats(200 * 2048, 2);
    try (Workers workers = new Workers(2)) {
      assertThat(product(matrix, input, 200, workers)).isEqualTo(oneByOne(matrix, input, 200));
    }
  }

  @Test
  void severalMatricesShareAnInput() {
    Matrix first = RandomMatrices.matrix(Format.Q8_0, 33, 64, 1);
    Matrix second = RandomMatrices.matrix(Format.Q4_0, 5, 64, 2);
    Matrix third = RandomMatrices.matrix(Format.F32, 6, 64, 3);
    float[] input = RandomMatrices.floats(9 * 64, 4);
    try (Workers workers = new Workers(3)) {
      for (int tokens : new int[] {1, 9}) {
        float[] a = new float[tokens * 33];
        float[] b = new float[tokens * 5];
        float[] c = new float[tokens * 6];
        kernels.multiply(List.of(first, second, third), input, tokens, List.of(a, b, c), workers);
        assertThat(a).isEqualTo(product(first, input, tokens, workers));
        assertThat(b).isEqualTo(product(second, input, tokens, workers));
        assertThat(c).isEqualTo(product(third, input, tokens, workers));
      }
    }
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    Matrix matrix = RandomMatrices.matrix(Format.F32, 2, 8, 1);
    Matrix wider = RandomMatrices.matrix(Format.F32, 2, 9, 1);
    try (Workers workers = new Workers(1)) {
      assertThatThrownBy(() -> product(matrix, new float[15], 2, workers))
          .hasMessage("15 floats of input do not hold 2 tokens of 8");
      assertThatThrownBy(() ->
              kernels.multiply(
                  List.of(matrix, wider),
                  new float[9],
                  1,
                  List.of(new float[2], new float[2]),
                  workers))
          .hasMessage("matrices of 8 and 9 columns cannot share an input");
    }
  }

  private float[] product(Matrix matrix, float[] input, int tokens, Workers workers) {
    float[] output = new float[tokens * matrix.rows()];
    kernels.multiply(List.of(matrix), input, tokens, List.of(output), workers);
    return output;
  }

  private static int[] widths(Format format) {
    return switch (format.blockElements()) {
      case 1 -> ANY_WIDTH;
      case 32 -> BLOCK_WIDTH;
      default -> SUPER_BLOCK_WIDTH;
    };
  }
}
