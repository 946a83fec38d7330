package dev.ponder.model;

import java.util.List;

/// A function from token slices and cached keys and values to logits.
///
/// Not thread-safe: one thread owns it.
public interface LanguageModel extends AutoCloseable {

  ModelConfig config();

  /// Computes all slices in one pass, writes their keys and values to their blocks, and returns the
  /// logits that they asked for. The result for a slice does not depend on the others beside it,
  /// nor on how a sequence was cut into slices: it is the same to the bit.
  ///
  /// @throws IllegalArgumentException when there are no or more than [#maxBatchTokens] tokens, or
  ///   one of them is not in the vocabulary; nothing is written then
  Logits forward(List<Slice> batch);

  /// Most tokens that one [#forward] takes.
  int maxBatchTokens();

  /// Unmaps the weights. Closing again does nothing.
  @Override
  void close();
}
