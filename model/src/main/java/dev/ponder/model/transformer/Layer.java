package dev.ponder.model.transformer;

import dev.ponder.compute.Matrix;
import java.util.List;
import java.util.Optional;

/// One transformer block: attention, then a feed-forward network, each added to the residual
/// stream.
///
/// A norm or bias that an architecture does not have is an empty array.
record Layer(Attention attention, FeedForward feedForward) {

  /// Matrices that are multiplied by the same input.
  ///
  /// @param biases added to the products, one each
  record Projection(List<Matrix> weights, List<float[]> biases) {
    Projection {
      weights = List.copyOf(weights);
      biases = List.copyOf(biases);
    }
  }

  /// Grouped-query attention.
  ///
  /// @param norm of its input
  /// @param inputs query, key and value projections
  /// @param headNorms of queries and keys, before they are rotated
  /// @param kind which keys a query sees, and how its score comes about
  /// @param outputNorm of what is added to the stream
  record Attention(
      Heads heads,
      float[] norm,
      Projection inputs,
      Optional<HeadNorms> headNorms,
      Kind kind,
      Projection output,
      float[] outputNorm) {}

  /// What may differ between the layers of one model.
  ///
  /// @param rope which of the network's rotations turns queries and keys
  /// @param window most keys that a query sees, its own position's among them; 0 for all
  /// @param scale of the scores
  /// @param sinks one score per query head that takes part in the softmax without a value, or none
  record Kind(int rope, int window, float scale, float[] sinks) {}

  /// Weights of the norm of each query and of each key head.
  record HeadNorms(float[] query, float[] key) {}

  /// A gated network: `down(silu(gate(x)) * up(x))`.
  ///
  /// @param inputs gate and up projections
  /// @param outputNorm of what is added to the stream
  record FeedForward(float[] norm, Projection inputs, Projection down, float[] outputNorm) {}
}
