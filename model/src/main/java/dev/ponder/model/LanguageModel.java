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

  /// The states that the slices of the last [#forward] asked for.
  States states();

  /// Says that no sequence will be longer than that, before the first slice. A model that turns
  /// positions in one way for short and in another for long contexts chooses by it; without it, a
  /// model is ready for its longest context.
  default void expect(int contextLength) {}

  /// What was chosen by [#expect]: where it differs, the same file computes other keys and values.
  default String variant() {
    return "";
  }

  /// Most tokens that one [#forward] takes.
  int maxBatchTokens();

  /// Unmaps the weights. Closing again does nothing.
  @Override
  void close();
}
