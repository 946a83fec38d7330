package dev.ponder.train.network;

import dev.ponder.train.TransformerShape;
import dev.ponder.train.TransformerShape.Family;

/// The order of elements within query and key heads.
///
/// Llama's files rotate neighbouring elements, `2 i` and `2 i + 1`; everything here rotates `i` and
/// `i + width / 2`. Scores do not change when queries and keys are put into another order alike, so
/// the rows of Llama's query and key projections are moved when they are read, and back when they
/// are written. Rows move whole: what is stored in blocks along rows could be moved just so.
final class HeadOrder {
  private HeadOrder() {}

  /// The row of the file that becomes row `row` here.
  ///
  /// @param name of the tensor
  static int rowInFile(TransformerShape shape, String name, int row) {
    if (!isMoved(shape, name)) {
      return row;
    }
    int half = shape.headWidth() / 2;
    int within = row % shape.headWidth();
    return row - within + (within < half ? 2 * within : 2 * (within - half) + 1);
  }

  /// Where row `row` of the file is here.
  static int rowHere(TransformerShape shape, String name, int row) {
    if (!isMoved(shape, name)) {
      return row;
    }
    int half = shape.headWidth() / 2;
    int within = row % shape.headWidth();
    return row - within + within / 2 + (within % 2 == 0 ? 0 : half);
  }

  private static boolean isMoved(TransformerShape shape, String name) {
    return shape.family() == Family.LLAMA
        && (name.endsWith(".attn_q.weight")
            || name.endsWith(".attn_k.weight")
            || name.endsWith(".attn_q.bias")
            || name.endsWith(".attn_k.bias"));
  }
}
