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

/// What [DenseAttention] and its gradients have in common: heads of a sequence as panels of
/// [DenseTile], in memory that is taken from a scratch piece by piece.
///
/// Everything is computed transposed, so that queries, or keys, are the columns of tiles: then a
/// panel of scores, which is what tiles leave, is the right factor of the next product as it
/// stands, and the softmax of many queries goes on in the lanes side by side.
final class AttentionPanels {
  private final CausalAttention attention;
  private final int width;
  private final Squares squares;
  private final long square;
  private final long transposed;
  private long free;

  /// @param scratch address of room for [#floats] and all pieces
  AttentionPanels(CausalAttention attention, long scratch) {
    this.attention = attention;
    width = attention.width();
    free = scratch;
    squares = new Squares(take(COUNT * COUNT));
    square = take(COUNT * COUNT);
    transposed = take(sums());
  }

  /// Of its own.
  static int floats(int width) {
    return 2 * COUNT * COUNT + padded(width) * COLUMNS;
  }

  /// Rows of tiles, and whole squares, that hold a head.
  static int padded(int width) {
    return Math.max(Math.ceilDiv(width, ROWS) * ROWS, Math.ceilDiv(width, COUNT) * COUNT);
  }

  static int panels(int rows) {
    return Math.ceilDiv(rows, COLUMNS);
  }

  /// The address of the next `floats` floats.
  long take(int floats) {
    long taken = free;
    free += 4L * Math.ceilDiv(floats, COUNT) * COUNT;
    return taken;
  }

  /// Floats of a transposed panel of [#COLUMNS] vectors of a head.
  int sums() {
    return padded(width) * COLUMNS;
  }

  long transposed() {
    return transposed;
  }

  /// A head's part of a sequence.
  Rows head(Rows rows, int sequence, int head) {
    return rows.below(attention.starts()[sequence]).from(head * width);
  }

  /// Packs a head as the left factor of products over its elements: panels of rows.
  void packLeftByRow(Rows head, int rows, long output) {
    new DensePanel(head, ROWS, squares)
        .packByColumns(new DensePanel.Block(0, rows, 0, width), output);
  }

  /// Packs a head as the left factor of products over rows: panels of elements.
  void packLeftByElement(Rows head, int rows, long output) {
    new DensePanel(head, ROWS, squares).packByRows(new DensePanel.Block(0, width, 0, rows), output);
  }

  /// Packs one panel of rows as the right factor of products over elements.
  void packRight(Rows head, int row, int rows, long output) {
    new DensePanel(head, COLUMNS, squares)
        .packByColumns(new DensePanel.Block(row, Math.min(COLUMNS, rows - row), 0, width), output);
  }

  /// `output[k, q] = sum over elements of left[k] · right[q]` for `k` below `rows`, and some more.
  ///
  /// @param left as of [#packLeftByRow]
  void scores(long left, int rows, long right, long output) {
    for (int k = 0; k < rows; k += ROWS) {
      DenseTile.multiply(left + 4L * k * width, right, width, output + 4L * k * COLUMNS);
    }
  }

  /// `output[i, c] = sum over p from step on of left[p, i] · right[p, c]`, for all elements `i`.
  ///
  /// @param left as of [#packLeftByElement], of `rows` rows
  /// @param right address of the step's row of a panel
  void weigh(long left, int rows, Steps steps, long right, long output) {
    for (int i = 0; i < width; i += ROWS) {
      long panel = left + 4L * ((long) i * rows + (long) steps.from * ROWS);
      DenseTile.multiply(panel, right, steps.to - steps.from, output + 4L * i * COLUMNS);
    }
  }

  /// The depth of a product: the rows from `from` to `to`, `to` excluded.
  record Steps(int from, int to) {}

  /// Writes a transposed panel to the rows of a head from `row` on.
  ///
  /// @param panel address of `[width, COLUMNS]`
  void store(long panel, Rows head, int row, int rows) {
    for (int from = 0; from < COLUMNS; from += COUNT) {
      int count = Math.min(COUNT, rows - row - from);
      for (int i = 0; i < width && count > 0; i += COUNT) {
        squares.turn(
            panel + 4L * (i * COLUMNS + from), 4L * COLUMNS, new Squares.Target(square, VECTOR));
        for (int r = 0; r < count; r++) {
          storeRow(r, head.values(), head.at(row + from + r) + i, Math.min(COUNT, width - i));
        }
      }
    }
  }

  private void storeRow(int row, float[] output, int to, int count) {
    long from = square + row * VECTOR;
    if (count == COUNT) {
      FloatVector.fromMemorySegment(FLOATS, MEMORY, from, ORDER).intoArray(output, to);
      return;
    }
    for (int i = 0; i < count; i++) {
      output[to + i] = MEMORY.get(FLOAT, from + 4L * i);
    }
  }

  /// Copies a square of a panel, transposed, to one of another panel.
  void transpose(long from, long to) {
    squares.turn(from, 4L * COLUMNS, new Squares.Target(to, 4L * COLUMNS));
  }

  static FloatVector load(long address) {
    return FloatVector.fromMemorySegment(FLOATS, MEMORY, address, ORDER);
  }

  static void store(FloatVector vector, long address) {
    vector.intoMemorySegment(MEMORY, address, ORDER);
  }
}
