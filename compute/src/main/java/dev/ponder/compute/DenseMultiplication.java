package dev.ponder.compute;

import static dev.ponder.compute.DenseTile.COLUMNS;
import static dev.ponder.compute.DenseTile.ROWS;
import static dev.ponder.compute.Lanes.COUNT;
import static dev.ponder.compute.Lanes.FLOAT;
import static dev.ponder.compute.Lanes.FLOATS;
import static dev.ponder.compute.Lanes.MEMORY;
import static dev.ponder.compute.Lanes.ORDER;
import static dev.ponder.compute.Lanes.VECTOR;

import jdk.incubator.vector.FloatVector;

/// A product of dense matrices by packed panels (Goto and van de Geijn 2008).
///
/// The output is cut into as many equal parts as keep all threads busy; each packs for itself, a
/// block of the depth after the other, since the factors of training are long in one dimension and
/// packing what is short twice costs less than to meet in between. All three forms differ in how
/// they are packed only.
///
/// An element is the sum over blocks of [#DEPTH] steps of the tile's sums, each added to what is in
/// the output.
final class DenseMultiplication {

  /// Steps of a block: a panel of columns stays in the first-level cache.
  private static final int DEPTH = 256;

  /// Rows and columns whose panels stay in the second-level cache.
  private static final int BLOCK_ROWS = 16 * ROWS;

  private static final int BLOCK_COLUMNS = 512;

  private static final int SQUARE = COUNT * COUNT;
  private static final int LEFT = BLOCK_ROWS * DEPTH + DensePanel.SLACK;
  private static final int RIGHT = BLOCK_COLUMNS * DEPTH;
  static final int SCRATCH = SQUARE + LEFT + RIGHT + DenseTile.SUMS;

  private final Multiplication m;
  private final DensePanel left;
  private final DensePanel right;
  private final long leftPanels;
  private final long rightPanels;
  private final long sums;

  /// @param scratch address of room for [#SCRATCH] floats
  DenseMultiplication(Multiplication m, long scratch) {
    this.m = m;
    Squares squares = new Squares(scratch);
    left = new DensePanel(m.left(), ROWS, squares);
    right = new DensePanel(m.right(), COLUMNS, squares);
    leftPanels = scratch + 4L * SQUARE;
    rightPanels = leftPanels + 4L * LEFT;
    sums = rightPanels + 4L * RIGHT;
  }

  static void compute(Multiplication m, Workers workers) {
    if (m.rows() == 0 || m.columns() == 0) {
      return;
    }
    Partition partition = Partition.of(m, workers.threads());
    workers.forEachBand(
        partition.parts(),
        1,
        (from, to, worker) -> {
          DenseMultiplication own = new DenseMultiplication(m, workers.scratch(worker, SCRATCH));
          for (int part = from; part < to; part++) {
            int row = part / partition.across * partition.height;
            int column = part % partition.across * partition.width;
            own.multiply(
                row,
                Math.min(row + partition.height, m.rows()),
                column,
                Math.min(column + partition.width, m.columns()));
          }
        });
  }

  /// The output in `down · across` parts of up to `height · width`.
  private record Partition(int down, int across, int height, int width) {

    /// What packing a float costs beside a step of an element.
    private static final int PACKING = 10;

    private static final int MOST_PER_THREAD = 4;

    int parts() {
      return down * across;
    }

    /// The parts that are done first by threads that work at one speed; of equally good ones, the
    /// most, since threads seldom do.
    static Partition of(Multiplication m, int threads) {
      Partition best = new Partition(1, 1, m.rows(), m.columns());
      long least = Long.MAX_VALUE;
      for (int down = 1; down <= MOST_PER_THREAD * threads; down++) {
        for (int across = 1; across * down <= MOST_PER_THREAD * threads; across++) {
          Partition partition = of(m, down, across);
          long cost = partition.cost(threads);
          if (cost < least || cost == least && partition.parts() > best.parts()) {
            best = partition;
            least = cost;
          }
        }
      }
      return best;
    }

    private static Partition of(Multiplication m, int down, int across) {
      int height = Math.ceilDiv(Math.ceilDiv(m.rows(), down), ROWS) * ROWS;
      int width = Math.ceilDiv(Math.ceilDiv(m.columns(), across), COLUMNS) * COLUMNS;
      return new Partition(
          Math.ceilDiv(m.rows(), height), Math.ceilDiv(m.columns(), width), height, width);
    }

    private long cost(int threads) {
      long part = (long) height * width + (long) PACKING * (height + width);
      return Math.ceilDiv(parts(), threads) * part;
    }
  }

  void multiply(int fromRow, int toRow, int fromColumn, int toColumn) {
    for (int column = fromColumn; column < toColumn; column += BLOCK_COLUMNS) {
      int columns = Math.min(BLOCK_COLUMNS, toColumn - column);
      // Once for a sum of nothing too, which is zero.
      for (int step = 0; step == 0 || step < m.depth(); step += DEPTH) {
        int depth = Math.min(DEPTH, m.depth() - step);
        packRight(new DensePanel.Block(column, columns, step, depth));
        for (int row = fromRow; row < toRow; row += BLOCK_ROWS) {
          int rows = Math.min(BLOCK_ROWS, toRow - row);
          packLeft(new DensePanel.Block(row, rows, step, depth));
          multiplyBlock(row, rows, column, columns, step, depth);
        }
      }
    }
  }

  private void packRight(DensePanel.Block block) {
    if (m.form() == Multiplication.Form.RIGHT_TRANSPOSED) {
      right.packByColumns(block, rightPanels);
    } else {
      right.packByRows(block, rightPanels);
    }
  }

  private void packLeft(DensePanel.Block block) {
    if (m.form() == Multiplication.Form.LEFT_TRANSPOSED) {
      left.packByRows(block, leftPanels);
    } else {
      left.packByColumns(block, leftPanels);
    }
  }

  private void multiplyBlock(int row, int rows, int column, int columns, int step, int depth) {
    boolean add = step > 0 || m.into() == Into.ADD;
    for (int j = 0; j < columns; j += COLUMNS) {
      for (int i = 0; i < rows; i += ROWS) {
        DenseTile.multiply(leftPanels + 4L * i * depth, rightPanels + 4L * j * depth, depth, sums);
        store(row + i, Math.min(ROWS, rows - i), column + j, Math.min(COLUMNS, columns - j), add);
      }
    }
  }

  private void store(int row, int rows, int column, int columns, boolean add) {
    float[] output = m.output().values();
    for (int i = 0; i < rows; i++) {
      int to = m.output().at(row + i) + column;
      long from = sums + 4L * i * COLUMNS;
      if (columns == COLUMNS) {
        FloatVector a = FloatVector.fromMemorySegment(FLOATS, MEMORY, from, ORDER);
        FloatVector b = FloatVector.fromMemorySegment(FLOATS, MEMORY, from + VECTOR, ORDER);
        if (add) {
          a = a.add(FloatVector.fromArray(FLOATS, output, to));
          b = b.add(FloatVector.fromArray(FLOATS, output, to + COUNT));
        }
        a.intoArray(output, to);
        b.intoArray(output, to + COUNT);
      } else {
        for (int j = 0; j < columns; j++) {
          float sum = MEMORY.get(FLOAT, from + 4L * j);
          output[to + j] = add ? output[to + j] + sum : sum;
        }
      }
    }
  }
}
