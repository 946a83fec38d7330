package dev.ponder.compute;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The vector width of this process, and weights as one segment of absolute addresses.
///
/// All are compile-time constants to the JIT compiler, which is what turns the calls of the Vector
/// API into single instructions; so the width is chosen once, when this class is loaded.
final class Lanes {
  static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(KernelChoice.width()));
  static final int COUNT = FLOATS.length();

  /// Bytes of a vector.
  static final long VECTOR = FLOATS.vectorByteSize();

  static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, VectorShape.forBitSize(32 * COUNT));

  /// As many shorts as floats.
  static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(Math.max(64, 16 * COUNT)));

  /// As many bytes as floats, or 8 where floats are only 4: there is no narrower vector.
  static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, 8 * COUNT)));

  /// All of memory, for short.
  static final MemorySegment MEMORY = NativeMemory.ALL;

  static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ORDER);

  static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ORDER);

  private Lanes() {}

  /// Sums the lanes of many vectors at once.
  ///
  /// `sums[i * COUNT .. (i + 1) * COUNT)` holds the lanes of vector `i`; afterwards `sums[i]` is
  /// its sum. The order is a tree by halves, the same whichever vectors stand beside it: lane `l`
  /// takes lane `l + COUNT / 2`, then `l + COUNT / 4`, and so on. Each pass folds two vectors into
  /// one, so a vector costs three operations in all and not eight. `reduceLanes` would not do: its
  /// order differs between interpreted and compiled code.
  ///
  /// @param sums room for `count` vectors, rounded up to an even number
  static void fold(float[] sums, int count) {
    int vectors = count;
    for (int pass = 0; pass < PASSES; pass++) {
      foldOnce(sums, (vectors + 1) / 2, LOWER[pass], UPPER[pass]);
      vectors = (vectors + 1) / 2;
    }
  }

  /// The sum of a vector's lanes, in the order of [#fold].
  static float sum(FloatVector lanes) {
    FloatVector sum = lanes;
    if (COUNT > 8) {
      sum = sum.add(sum.rearrange(EIGHT_ON));
    }
    if (COUNT > 4) {
      sum = sum.add(sum.rearrange(FOUR_ON));
    }
    sum = sum.add(sum.rearrange(TWO_ON));
    return sum.add(sum.rearrange(ONE_ON)).lane(0);
  }

  private static final VectorShuffle<Float> EIGHT_ON = VectorShuffle.iota(FLOATS, 8, 1, true);
  private static final VectorShuffle<Float> FOUR_ON = VectorShuffle.iota(FLOATS, 4, 1, true);
  private static final VectorShuffle<Float> TWO_ON = VectorShuffle.iota(FLOATS, 2, 1, true);
  private static final VectorShuffle<Float> ONE_ON = VectorShuffle.iota(FLOATS, 1, 1, true);

  private static void foldOnce(float[] sums, int pairs, int[] lower, int[] upper) {
    IntVector first = IntVector.fromArray(INTS, lower, 0);
    IntVector second = IntVector.fromArray(INTS, upper, 0);
    for (int i = 0; i < pairs; i++) {
      IntVector a = FloatVector.fromArray(FLOATS, sums, 2 * i * COUNT).reinterpretAsInts();
      IntVector b = FloatVector.fromArray(FLOATS, sums, (2 * i + 1) * COUNT).reinterpretAsInts();
      first
          .selectFrom(a, b)
          .reinterpretAsFloats()
          .add(second.selectFrom(a, b).reinterpretAsFloats())
          .intoArray(sums, i * COUNT);
    }
  }

  private static final int PASSES = Integer.numberOfTrailingZeros(COUNT);
  private static final int[][] LOWER = halves(0);
  private static final int[][] UPPER = halves(1);

  /// For each pass, which lane of a pair of vectors each lane of the folded one takes first or
  /// second. Before pass `p` every vector holds `2^p` partial sums of `COUNT / 2^p` lanes.
  private static int[][] halves(int half) {
    int[][] lanes = new int[PASSES][COUNT];
    for (int pass = 0; pass < PASSES; pass++) {
      int width = COUNT >> pass;
      for (int i = 0; i < COUNT; i++) {
        int sum = i / (width / 2);
        lanes[pass][i] = sum * width + half * width / 2 + i % (width / 2);
      }
    }
    return lanes;
  }
}
