package dev.ponder.compute;

import static dev.ponder.compute.Lanes.COUNT;
import static dev.ponder.compute.Lanes.FLOAT;
import static dev.ponder.compute.Lanes.FLOATS;
import static dev.ponder.compute.Lanes.MEMORY;
import static dev.ponder.compute.Lanes.ORDER;
import static dev.ponder.compute.Lanes.VECTOR;

import jdk.incubator.vector.FloatVector;

/// Brings a factor of a dense product into the form that [DenseTile] reads: panels of `width` rows
/// or columns, each packed by depth. What the last one has too much is undefined, since nobody
/// reads its sums.
///
/// A panel narrower than its vectors is stored vector over vector, each overwriting what the one
/// before had too much; so the last panel needs [#SLACK] floats after it.
final class DensePanel {

  /// Floats that may be written behind the last panel.
  static final int SLACK = COUNT;

  private final Rows rows;
  private final int width;
  private final int vectors;
  private final Squares squares;

  /// @param rows the factor
  /// @param width of a panel
  DensePanel(Rows rows, int width, Squares squares) {
    this.rows = rows;
    this.width = width;
    this.squares = squares;
    vectors = Math.ceilDiv(width, COUNT);
  }

  /// What to pack: `count` places of the panels from `from` on, `depth` steps from `step` on.
  record Block(int from, int count, int step, int depth) {}

  /// Packs a factor whose rows are the steps. A few steps of all panels, then the next few: so
  /// memory is read row by row.
  void packByRows(Block block, long output) {
    for (int step = 0; step < block.depth; step += COUNT) {
      int end = Math.min(step + COUNT, block.depth);
      for (int done = 0; done < block.count; done += width) {
        packByRows(block, done, step, end, output + 4L * done * block.depth);
      }
    }
  }

  private void packByRows(Block block, int done, int step, int end, long panel) {
    float[] values = rows.values();
    int place = block.from + done;
    boolean spills = width % COUNT != 0;
    // The last step must spare the next panel, and memory after the last element is not read.
    int whole = spills && end == block.depth ? end - 1 : end;
    if (values.length - place - vectors * COUNT < rows.at(block.step + end - 1)) {
      whole = step;
    }
    for (int p = step; p < whole; p++) {
      int from = rows.at(block.step + p) + place;
      long to = panel + 4L * p * width;
      FloatVector.fromArray(FLOATS, values, from).intoMemorySegment(MEMORY, to, ORDER);
      for (int i = 1; i < vectors; i++) {
        FloatVector.fromArray(FLOATS, values, from + i * COUNT)
            .intoMemorySegment(MEMORY, to + i * VECTOR, ORDER);
      }
    }
    int count = Math.min(width, block.count - done);
    for (int p = whole; p < end; p++) {
      int from = rows.at(block.step + p) + place;
      for (int i = 0; i < count; i++) {
        MEMORY.set(FLOAT, panel + 4L * (p * width + i), values[from + i]);
      }
    }
  }

  /// Packs a factor whose columns are the steps.
  void packByColumns(Block block, long output) {
    int whole = block.depth - block.depth % COUNT;
    for (int done = 0; done < block.count; done += width) {
      long panel = output + 4L * done * block.depth;
      int row = block.from + done;
      int last = Math.min(row + width, block.from + block.count) - 1;
      for (int p = 0; p < whole; p += COUNT) {
        for (int i = 0; i < width; i += COUNT) {
          Squares.Target target = new Squares.Target(panel + 4L * (p * width + i), 4L * width);
          squares.turn(rows, row + i, last, block.step + p, target);
        }
      }
      for (int r = row; r <= last; r++) {
        int from = rows.at(r) + block.step;
        for (int p = whole; p < block.depth; p++) {
          MEMORY.set(FLOAT, panel + 4L * (p * width + r - row), rows.values()[from + p]);
        }
      }
    }
  }
}
