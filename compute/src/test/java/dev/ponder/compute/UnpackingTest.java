package dev.ponder.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the chosen kernels make of packed weights, bit for bit. The build runs it for every vector
/// width.
class UnpackingTest {
  private static final int COLUMNS = 1280;
  private static final int ROWS = 5;

  private final Kernels kernels = Kernels.fastest();

  /// A token that is 1 in one column and 0 in the others picks that column's weights. (Not where
  /// activations are quantised: 1 is 127 times a rounded 127th there. [NativeKernelsTest] and
  /// [MultiplyTest] allow for that.)
  @ParameterizedTest
  @EnumSource
  void weightsAreThoseOfThePlainDecoder(Format format) {
    assumeFalse(kernels.name().startsWith("native"));
    Matrix matrix = RandomMatrices.matrix(format, ROWS, COLUMNS, 7);
    int[] picked = {0, 1, 15, 16, 31, 32, 47, 100, 255, 256, 700, 1023, 1024, 1100, 1279};
    float[] input = new float[picked.length * COLUMNS];
    for (int t = 0; t < picked.length; t++) {
      input[t * COLUMNS + picked[t]] = 1;
    }
    float[] output = multiply(matrix, input, picked.length);
    float[] row = new float[COLUMNS];
    for (int r = 0; r < ROWS; r++) {
      new ScalarKernels().dequantizeRow(matrix, r, row, 0);
      for (int t = 0; t < picked.length; t++) {
        // Adding zero makes -0 equal to 0.
        assertThat(output[t * ROWS + r] + 0f).isEqualTo(row[picked[t]] + 0f);
      }
    }
  }

  /// Nothing in a block is used before it is known what it is: there are no wrong blocks.
  @ParameterizedTest
  @EnumSource
  void anyBitsAreWeights(Format format) {
    MemorySegment data = Arena.ofAuto().allocate(format.bytes((long) ROWS * COLUMNS));
    Matrix matrix = new Matrix(format, ROWS, COLUMNS, data);
    float[] input = RandomMatrices.floats(7 * COLUMNS, 1);
    data.fill((byte) 0xff);
    requireSameBits(matrix, input);
    data.fill((byte) 0x80);
    requireSameBits(matrix, input);
    SplittableRandom random = new SplittableRandom(9);
    for (long at = 0; at < data.byteSize(); at++) {
      data.set(java.lang.foreign.ValueLayout.JAVA_BYTE, at, (byte) random.nextInt());
    }
    requireSameBits(matrix, input);
  }

  private void requireSameBits(Matrix matrix, float[] input) {
    float[] batch = multiply(matrix, input, 7);
    for (int t = 0; t < 7; t++) {
      float[] token = Arrays.copyOfRange(input, t * COLUMNS, (t + 1) * COLUMNS);
      assertThat(multiply(matrix, token, 1))
          .isEqualTo(Arrays.copyOfRange(batch, t * ROWS, (t + 1) * ROWS));
    }
  }

  private float[] multiply(Matrix matrix, float[] input, int tokens) {
    float[] output = new float[tokens * ROWS];
    try (Workers workers = new Workers(1)) {
      kernels.multiply(List.of(matrix), input, tokens, List.of(output), workers);
    }
    return output;
  }
}
