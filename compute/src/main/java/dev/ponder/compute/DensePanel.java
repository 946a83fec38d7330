package dev.ponder.compute;

import static dev.ponder.compute.Lanes.COUNT;
import static dev.ponder.compute.Lanes.FLOAT;
import static dev.ponder.compute.Lanes.FLOATS;
import static dev.ponder.compute.Lanes.INTS;
import static dev.ponder.compute.Lanes.MEMORY;
import static dev.ponder.compute.Lanes.ORDER;
import static dev.ponder.compute.Lanes.VECTOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// Brings a factor of a dense product into the form that [DenseTile] reads: panels of `width` rows
/// or columns, each packed by depth, the last one filled up with zeros.
///
/// A panel narrower than its vectors is stored vector over vector, each overwriting what the one
/// before had too much; so the last panel needs [#SLACK] floats after it.
final class DensePanel {

  /// Floats that may be written behind the last panel.
  static final int SLACK = COUNT;

  private final Rows rows;
  private final int width;
  private final long square;

  /// @param rows the factor
  /// @param width of a panel
  /// @param square address of room for `COUNT * COUNT` floats
  DensePanel(Rows rows, int width, long square) {
    this.rows = rows;
    this.width = width;
    this.square = square;
  }

  /// What to pack: `count` places of the panels from `from` on, `depth` steps from `step` on.
  record Block(int from, int count, int step, int depth) {}

  /// Packs a factor whose rows are the steps. A few steps of all panels, then the next few: so
  /// memory is read row by row.
  void packByRows(Block block, long output) {
    for (int step = 0; step < block.depth; step += COUNT) {
      int end = Math.min(step + COUNT, block.depth);
      for (int done = 0; done < block.count; done += width) {
        long panel = output + 4L * done * block.depth;
        packByRows(block, done, step, end, panel);
      }
    }
  }

  private void packByRows(Block block, int done, int step, int end, long panel) {
    float[] values = rows.values();
    int count = Math.min(width, block.count - done);
    int vectors = Math.ceilDiv(width, COUNT);
    boolean whole = width % COUNT == 0;
    int last = rows.at(block.step + end - 1) + block.from + done;
    if (count < width || last + vectors * COUNT > values.length) {
      copyElements(block, done, step, end, panel);
      return;
    }
    int fast = end == block.depth && !whole ? end - 1 : end;
    int from = rows.at(block.step + step) + block.from + done;
    for (int p = step; p < fast; p++) {
      long to = panel + 4L * p * width;
      FloatVector.fromArray(FLOATS, values, from).intoMemorySegment(MEMORY, to, ORDER);
      for (int i = 1; i < vectors; i++) {
        FloatVector.fromArray(FLOATS, values, from + i * COUNT)
            .intoMemorySegment(MEMORY, to + i * VECTOR, ORDER);
      }
      from += rows.stride();
    }
    copyElements(block, done, fast, end, panel);
  }

  private void copyElements(Block block, int done, int step, int end, long panel) {
    int count = Math.min(width, block.count - done);
    for (int p = step; p < end; p++) {
      int from = rows.at(block.step + p) + block.from + done;
      for (int i = 0; i < width; i++) {
        float value = i < count ? rows.values()[from + i] : 0f;
        MEMORY.set(FLOAT, panel + 4L * (p * width + i), value);
      }
    }
  }

  /// Packs a factor whose columns are the steps.
  void packByColumns(Block block, long output) {
    for (int done = 0; done < block.count; done += width) {
      int count = Math.min(width, block.count - done);
      for (int p = 0; p < block.depth; p += COUNT) {
        int steps = Math.min(COUNT, block.depth - p);
        // The last rows first: what they have too much, the first rows of the next step overwrite.
        for (int r = (width - 1) / COUNT * COUNT; r >= 0; r -= COUNT) {
          int filled = Math.min(COUNT, count - r);
          load(block.from + done + r, filled, block.step + p, steps);
          transpose(square);
          store(steps, output + 4L * (p * width + r));
        }
      }
      output += 4L * block.depth * width;
    }
  }

  private void load(int row, int count, int column, int steps) {
    for (int i = 0; i < COUNT; i++) {
      FloatVector vector = FloatVector.zero(FLOATS);
      if (i < count) {
        int from = rows.at(row + i) + column;
        vector =
            steps == COUNT
                ? FloatVector.fromArray(FLOATS, rows.values(), from)
                : FloatVector.fromArray(FLOATS, rows.values(), from, FLOATS.indexInRange(0, steps));
      }
      vector.intoMemorySegment(MEMORY, square + i * VECTOR, ORDER);
    }
  }

  private void store(int steps, long output) {
    for (int p = 0; p < steps; p++) {
      FloatVector.fromMemorySegment(FLOATS, MEMORY, square + p * VECTOR, ORDER)
          .intoMemorySegment(MEMORY, output + 4L * p * width, ORDER);
    }
  }

  /// Transposes `COUNT` vectors. Each pass changes the places of the off-diagonal quarters of
  /// squares, from one of `COUNT` by halves to those of 2; two passes at once keep what they have
  /// in registers.
  static void transpose(long square) {
    int pass = 0;
    for (; pass + 1 < LOWER.length; pass += 2) {
      transposeTwice(square, pass);
    }
    if (pass < LOWER.length) {
      transposeOnce(square, pass);
    }
  }

  private static void transposeTwice(long square, int pass) {
    IntVector lower = IntVector.fromArray(INTS, LOWER[pass], 0);
    IntVector upper = IntVector.fromArray(INTS, UPPER[pass], 0);
    IntVector lowerNext = IntVector.fromArray(INTS, LOWER[pass + 1], 0);
    IntVector upperNext = IntVector.fromArray(INTS, UPPER[pass + 1], 0);
    int quarter = (COUNT / 4) >> pass;
    long apart = quarter * VECTOR;
    for (int i = 0; i < COUNT / 4; i++) {
      long at = square + (i + 3 * (i & -quarter)) * VECTOR;
      IntVector a = IntVector.fromMemorySegment(INTS, MEMORY, at, ORDER);
      IntVector b = IntVector.fromMemorySegment(INTS, MEMORY, at + apart, ORDER);
      IntVector c = IntVector.fromMemorySegment(INTS, MEMORY, at + 2 * apart, ORDER);
      IntVector d = IntVector.fromMemorySegment(INTS, MEMORY, at + 3 * apart, ORDER);
      IntVector ac = lower.selectFrom(a, c);
      IntVector bd = lower.selectFrom(b, d);
      IntVector ca = upper.selectFrom(a, c);
      IntVector db = upper.selectFrom(b, d);
      lowerNext.selectFrom(ac, bd).intoMemorySegment(MEMORY, at, ORDER);
      upperNext.selectFrom(ac, bd).intoMemorySegment(MEMORY, at + apart, ORDER);
      lowerNext.selectFrom(ca, db).intoMemorySegment(MEMORY, at + 2 * apart, ORDER);
      upperNext.selectFrom(ca, db).intoMemorySegment(MEMORY, at + 3 * apart, ORDER);
    }
  }

  private static void transposeOnce(long square, int pass) {
    IntVector lower = IntVector.fromArray(INTS, LOWER[pass], 0);
    IntVector upper = IntVector.fromArray(INTS, UPPER[pass], 0);
    int half = (COUNT / 2) >> pass;
    for (int i = 0; i < COUNT / 2; i++) {
      long at = square + (i + (i & -half)) * VECTOR;
      long other = at + half * VECTOR;
      IntVector a = IntVector.fromMemorySegment(INTS, MEMORY, at, ORDER);
      IntVector b = IntVector.fromMemorySegment(INTS, MEMORY, other, ORDER);
      lower.selectFrom(a, b).intoMemorySegment(MEMORY, at, ORDER);
      upper.selectFrom(a, b).intoMemorySegment(MEMORY, other, ORDER);
    }
  }

  private static final int[][] LOWER = halves(0);
  private static final int[][] UPPER = halves(1);

  /// For each pass, which lane of a pair of vectors each lane of its first or second one takes.
  private static int[][] halves(int which) {
    int[][] lanes = new int[Integer.numberOfTrailingZeros(COUNT)][COUNT];
    for (int pass = 0; pass < lanes.length; pass++) {
      int half = (COUNT / 2) >> pass;
      for (int i = 0; i < COUNT; i++) {
        lanes[pass][i] = (i & half) == 0 ? i + which * half : COUNT + i - (1 - which) * half;
      }
    }
    return lanes;
  }
}
