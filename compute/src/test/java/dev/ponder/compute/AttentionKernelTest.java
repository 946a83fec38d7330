package dev.ponder.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Both kernels against softmax attention in double, over awkward shapes.
final class AttentionKernelTest {
  private static final int KEYS = AttentionKernel.KEYS;

  /// A score here is a sum of up to 128 products and below 30, so it is off by about `sqrt(128) *
  /// 2^-24 * 10`; its weight is off by as much, relatively, and values are below 5.
  private static final double TOLERANCE = 3e-5;

  private static Stream<Arguments> shapes() {
    int[][] shapes = {
      {1, 8, 1, 0},
      {2, 16, 31, 0},
      {3, 32, 32, 0},
      {4, 64, 33, 0},
      {5, 128, 70, 0},
      {7, 80, 161, 0},
      {9, 20, 40, 0},
      {4, 16, 40, 1},
      {11, 24, 70, 3},
      {16, 40, 75, 8},
      {13, 64, 170, 33},
      {9, 20, 97, 96},
    };
    return Stream.of(CacheType.values())
        .flatMap(type -> Stream.of(shapes).map(s -> Arguments.of(type, s[0], s[1], s[2], s[3])));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void attendsLikeTheDefinition(CacheType type, int rows, int width, int positions, int window) {
    Case attention = new Case(type, rows, width, positions, window);
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
  @MethodSource("shapes")
  void givesARowTheSameBitsWhateverIsBesideIt(
      CacheType type, int rows, int width, int positions, int window) {
    Case attention = new Case(type, rows, width, positions, window);
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

  @Test
  void takesNoBlockThatIsTooShortOrOnTheHeap() {
    HeadLayout layout = new HeadLayout(CacheType.F16, 8);
    AttentionTile tile = new AttentionTile(1, layout);
    AttentionKernel kernel = new VectorAttention();
    MemorySegment block = Arena.ofAuto().allocate(layout.bytes());
    assertThatThrownBy(() -> kernel.absorb(tile, block, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    MemorySegment onHeap = MemorySegment.ofArray(new byte[(int) layout.bytes()]);
    assertThatThrownBy(() -> kernel.absorb(tile, onHeap, 0))
        .hasMessage("a block lies in native memory, not on the heap");
  }

  /// The last `rows` of `positions` positions as queries, each seeing itself and what is before, up
  /// to `window` keys if there is one. Every other row has a sink.
  private static final class Case {
    private final int rows;
    private final int width;
    private final int positions;
    private final int window;
    private final HeadLayout layout;
    private final float[] queries;
    private final MemorySegment memory;
    private final float[][] keys;
    private final float[][] values;

    Case(CacheType type, int rows, int width, int positions, int window) {
      Random random = new Random(31L * rows + width);
      this.rows = rows;
      this.width = width;
      this.positions = Math.max(positions, rows);
      this.window = window == 0 ? Integer.MAX_VALUE : window;
      layout = new HeadLayout(type, width);
      queries = floats(random, rows * width);
      int blocks = Math.ceilDiv(this.positions, KEYS);
      memory = Arena.ofAuto().allocate(blocks * layout.bytes());
      // What no query may see.
      memory.fill((byte) 0xff);
      keys = new float[blocks][KEYS * width];
      values = new float[blocks][KEYS * layout.stride()];
      for (int position = firstSeenBy(0); position < this.positions; position++) {
        layout.storeKey(block(position / KEYS), position % KEYS, floats(random, width), 0);
        layout.storeValue(block(position / KEYS), position % KEYS, floats(random, width), 0);
      }
      for (int i = 0; i < blocks; i++) {
        ScalarUnpacking.unpack(layout, block(i), keys[i], values[i]);
      }
    }

    private MemorySegment block(int number) {
      return memory.asSlice(number * layout.bytes(), layout.bytes());
    }

    private static float[] floats(Random random, int count) {
      float[] floats = new float[count];
      for (int i = 0; i < count; i++) {
        floats[i] = (float) random.nextGaussian();
      }
      return floats;
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
      AttentionTile tile = new AttentionTile(16, layout);
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
        kernel.absorb(tile, memory, start / KEYS * layout.bytes());
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
          score +=
              0.5 * queries[row * width + i] * keys[position / KEYS][i * KEYS + position % KEYS];
        }
        weights[position] = Math.exp(score);
        total += weights[position];
      }
      double[] result = new double[width];
      for (int position = firstSeenBy(row); position < weights.length; position++) {
        for (int i = 0; i < width; i++) {
          result[i] +=
              weights[position]
                  / total
                  * values[position / KEYS][position % KEYS * layout.stride() + i];
        }
      }
      return result;
    }
  }
}
