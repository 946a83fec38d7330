package dev.ponder.model.transformer;

import dev.ponder.compute.Matrix;
import java.util.List;
import java.util.Optional;

/// One transformer block: attention, then a feed-forward network, each added to the residual
/// stream.
record Layer(Attention attention, FeedForward feedForward) {

  /// Grouped-query attention.
  ///
  /// @param norm of its input
  /// @param inputs query, key and value projections, which share that input
  /// @param headNorms of queries and keys, before they are rotated
  record Attention(
      float[] norm, List<Matrix> inputs, Optional<HeadNorms> headNorms, Matrix output) {}

  /// Weights of the norm of each query and of each key head.
  record HeadNorms(float[] query, float[] key) {}

  /// A gated network: `down(silu(gate(x)) * up(x))`.
  ///
  /// @param inputs gate and up projections, which share the input
  record FeedForward(float[] norm, List<Matrix> inputs, Matrix down) {}
}
