package dev.ponder.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Both kernels against softmax attention in double, over awkward shapes.
final class AttentionKernelTest {
  private static final int KEYS = AttentionKernel.KEYS;

  /// A score here is a sum of up to 128 products and below 30, so it is off by about `sqrt(128) *
  /// 2^-24 * 10`; its weight is off by as much, relatively, and values are below 5.
  private static final double TOLERANCE = 3e-5;

  @ParameterizedTest
  @CsvSource({
    "1, 8, 1, 0",
    "2, 16, 31, 0",
    "3, 32, 32, 0",
    "4, 64, 33, 0",
    "5, 128, 70, 0",
    "7, 80, 161, 0",
    "9, 20, 40, 0",
    "4, 16, 40, 1",
    "11, 24, 70, 3",
    "16, 40, 75, 8",
    "13, 64, 170, 33",
    "9, 20, 97, 96",
  })
  void attendsLikeTheDefinition(int rows, int width, int positions, int window) {
    Case attention = new Case(rows, width, positions, window);
    for (AttentionKernel kernel :
        new AttentionKernel[] {new ScalarAttention(), new VectorAttention()}) {
      float[] actual = attention.run(kernel, 0, rows);
      for (int row = 0; row < rows; row++) {
        double[] expected = attention.expected(row);
        for (int i = 0; i < width; i++) {
          assertThat((double) actual[row * width + i]).isCloseTo(expected[i], within(TOLERANCE));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"9, 20, 40, 0", "6, 64, 95, 0", "16, 20, 70, 5", "15, 64, 95, 40"})
  void givesARowTheSameBitsWhateverIsBesideIt(int rows, int width, int positions, int window) {
    Case attention = new Case(rows, width, positions, window);
    for (AttentionKernel kernel :
        new AttentionKernel[] {new ScalarAttention(), new VectorAttention()}) {
      float[] together = attention.run(kernel, 0, rows);
      for (int row = 0; row < rows; row++) {
        float[] alone = attention.run(kernel, row, row + 1);
        for (int i = 0; i < width; i++) {
          assertThat(alone[i]).isEqualTo(together[row * width + i]);
        }
      }
    }
  }

  /// The last `rows` of `positions` positions as queries, each seeing itself and what is before, up
  /// to `window` keys if there is one. Every other row has a sink.
  private static final class Case {
    private final int rows;
    private final int width;
    private final int positions;
    private final int window;
    private final int stride;
    private final float[] queries;
    private final float[] keys;
    private final float[] values;

    Case(int rows, int width, int positions, int window) {
      Random random = new Random(31L * rows + width);
      this.rows = rows;
      this.width = width;
      this.positions = Math.max(positions, rows);
      this.window = window == 0 ? Integer.MAX_VALUE : window;
      stride = AttentionKernel.stride(width);
      queries = floats(random, rows * width, 1);
      int blocks = Math.ceilDiv(this.positions, KEYS);
      keys = floats(random, blocks * KEYS * stride, 1);
      values = floats(random, blocks * KEYS * stride, 1);
      // Rows that no query may see.
      for (int position = 0; position < blocks * KEYS; position++) {
        if (position >= firstSeenBy(0) && position < this.positions) {
          continue;
        }
        for (int i = 0; i < stride; i++) {
          keys[key(position, Math.min(i, width - 1))] = Float.NaN;
          values[position * stride + i] = Float.NaN;
        }
      }
    }

    private static float[] floats(Random random, int count, float scale) {
      float[] floats = new float[count];
      for (int i = 0; i < count; i++) {
        floats[i] = (float) random.nextGaussian() * scale;
      }
      return floats;
    }

    private int key(int position, int element) {
      return position / KEYS * KEYS * stride + element * KEYS + position % KEYS;
    }

    private int seenBy(int row) {
      return positions - rows + row + 1;
    }

    private int firstSeenBy(int row) {
      return Math.max(0, seenBy(row) - window);
    }

    private static boolean hasSink(int row) {
      return row % 2 == 1;
    }

    private float sink(int row) {
      return 0.3f * row - 1;
    }

    float[] run(AttentionKernel kernel, int from, int to) {
      AttentionTile tile = new AttentionTile(16, width);
      tile.begin(to - from);
      for (int row = from; row < to; row++) {
        tile.query(row - from, queries, row * width, 0.5f);
        if (hasSink(row)) {
          tile.sink(row - from, sink(row));
        }
      }
      for (int start = 0; start < seenBy(to - 1); start += KEYS) {
        for (int row = from; row < to; row++) {
          int first = Math.clamp(firstSeenBy(row) - start, 0, KEYS);
          tile.see(row - from, first, Math.clamp(seenBy(row) - start, 0, KEYS));
        }
        kernel.absorb(tile, keys, values, start * stride);
      }
      float[] result = new float[(to - from) * width];
      for (int row = 0; row < to - from; row++) {
        tile.result(row, result, row * width);
      }
      return result;
    }

    double[] expected(int row) {
      double[] weights = new double[seenBy(row)];
      double total = hasSink(row) ? Math.exp(sink(row)) : 0;
      for (int position = firstSeenBy(row); position < weights.length; position++) {
        double score = 0;
        for (int i = 0; i < width; i++) {
          score += 0.5 * queries[row * width + i] * keys[key(position, i)];
        }
        weights[position] = Math.exp(score);
        total += weights[position];
      }
      double[] result = new double[width];
      for (int position = firstSeenBy(row); position < weights.length; position++) {
        for (int i = 0; i < width; i++) {
          result[i] += weights[position] / total * values[position * stride + i];
        }
      }
      return result;
    }
  }
}
