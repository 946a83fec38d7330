package dev.ponder.model.transformer;

import dev.ponder.compute.Matrix;

/// What an adapter adds to the product of a matrix: `scale · B A x` (LoRA, Hu et al. 2021).
///
/// @param down `A`, `[rank, columns]`
/// @param up `B`, `[rows, rank]`
record LowRank(Matrix down, Matrix up, float scale) {

  /// The same with other rows.
  LowRank withUp(Matrix other) {
    return new LowRank(down, other, scale);
  }

  int rank() {
    return down.rows();
  }
}
