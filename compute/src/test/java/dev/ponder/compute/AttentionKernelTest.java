package dev.ponder.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// All kernels against softmax attention in double, over awkward shapes.
final class AttentionKernelTest {
  private static final int KEYS = AttentionKernel.KEYS;
  private static final int RUN = AttentionTile.RUN_BLOCKS * KEYS;
  private static final int MOST_ROWS = 70;

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
      {66, 16, 100, 0},
      {3, 8, 4_200, 0},
      {5, 8, 2_200, 150},
    };
    return Stream.of(CacheType.values())
        .flatMap(type -> Stream.of(shapes).map(s -> Arguments.of(type, s[0], s[1], s[2], s[3])));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void attendsLikeTheDefinition(CacheType type, int rows, int width, int positions, int window) {
    Case attention = new Case(type, rows, width, positions, window);
    for (AttentionKernel kernel : kernels()) {
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
    for (AttentionKernel kernel : kernels()) {
      float[] together = attention.run(kernel, 0, rows);
      for (int row = 0; row < rows; row++) {
        float[] alone = attention.run(kernel, row, row + 1);
        for (int i = 0; i < width; i++) {
          assertThat(alone[i]).isEqualTo(together[row * width + i]);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void everyNativeSetGivesTheSameBits(
      CacheType type, int rows, int width, int positions, int window) {
    List<AttentionKernel> sets = NativeSets.all().map(NativeKernels::attention).toList();
    assumeTrue(!sets.isEmpty());
    Case attention = new Case(type, rows, width, positions, window);
    float[] expected = attention.run(sets.getFirst(), 0, rows);
    for (AttentionKernel kernel : sets) {
      assertThat(attention.run(kernel, 0, rows)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void runsComputedApartAreFoldedToTheSameBits(CacheType type) {
    Case attention = new Case(type, 6, 24, 4_500, 3_000);
    for (AttentionKernel kernel : kernels()) {
      assertThat(attention.runApart(kernel)).isEqualTo(attention.run(kernel, 0, 6));
    }
  }

  private static List<AttentionKernel> kernels() {
    Stream<AttentionKernel> inJava = Stream.of(new ScalarAttention(), new VectorAttention());
    return Stream.concat(inJava, NativeSets.all().map(NativeKernels::attention)).toList();
  }

  @Test
  void takesNoBlockThatIsTooShortOrOnTheHeap() {
    HeadLayout layout = new HeadLayout(CacheType.F16, 8);
    AttentionTile tile = new AttentionTile(1, layout);
    MemorySegment block = Arena.ofAuto().allocate(layout.bytes());
    assertThatThrownBy(() -> tile.append(block, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    MemorySegment onHeap = MemorySegment.ofArray(new byte[(int) layout.bytes()]);
    assertThatThrownBy(() -> tile.append(onHeap, 0))
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
      AttentionTile tile = tile(from, to);
      for (int run = 0; run * RUN < seenBy(to - 1); run++) {
        absorb(kernel, tile, run, from);
        tile.fold();
      }
      return results(tile);
    }

    /// Each run by a tile of its own, the last one first.
    float[] runApart(AttentionKernel kernel) {
      int runs = Math.ceilDiv(positions, RUN);
      AttentionTile folding = tile(0, rows);
      int floats = rows * folding.savedFloats();
      float[] saved = new float[runs * floats];
      for (int run = runs - 1; run >= 0; run--) {
        AttentionTile tile = tile(0, rows);
        absorb(kernel, tile, run, 0);
        tile.save(saved, run * floats);
      }
      for (int run = 0; run < runs; run++) {
        folding.restore(saved, run * floats);
        folding.fold();
      }
      return results(folding);
    }

    private AttentionTile tile(int from, int to) {
      AttentionTile tile = new AttentionTile(MOST_ROWS, layout);
      tile.begin(to - from);
      for (int row = from; row < to; row++) {
        tile.query(row - from, queries, row * width, 0.5f);
        if (hasSink(row)) {
          tile.sink(row - from, sink(row));
        }
      }
      return tile;
    }

    private void absorb(AttentionKernel kernel, AttentionTile tile, int run, int from) {
      int start = run * RUN;
      int end = Math.min(start + RUN, memoryPositions());
      for (int at = start; at < end; at += KEYS) {
        tile.append(memory, at / KEYS * layout.bytes());
      }
      for (int row = 0; row < tile.rows(); row++) {
        int first = Math.clamp(firstSeenBy(from + row) - start, 0, end - start);
        tile.see(row, first, Math.clamp(seenBy(from + row) - start, 0, end - start));
      }
      kernel.absorb(tile);
    }

    private int memoryPositions() {
      return Math.toIntExact(memory.byteSize() / layout.bytes() * KEYS);
    }

    private float[] results(AttentionTile tile) {
      float[] result = new float[tile.rows() * width];
      for (int row = 0; row < tile.rows(); row++) {
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
