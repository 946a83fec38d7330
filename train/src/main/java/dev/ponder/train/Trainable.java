package dev.ponder.train;

import java.util.List;

/// A model that can learn. Not thread-safe: one thread owns it, and its parameters.
public interface Trainable {

  /// What is learned, always in the same order.
  List<Parameter> parameters();

  /// Adds the gradients of the examples' losses to those of the parameters.
  ///
  /// The result does not depend on how examples are spread over calls, up to rounding; for equal
  /// calls it is the same to the bit.
  ///
  /// @return `-log p` of each token of each example, in nats; 0 for the first and for those without
  ///   a weight, which are not computed
  /// @throws IllegalArgumentException when an example is longer than the context or names a token
  ///   that the model does not have; nothing is added then
  List<float[]> accumulate(List<Example> examples);

  /// `-log p` of each token of each example, whatever its weight, in nats; 0 for the first. Leaves
  /// the gradients alone.
  List<float[]> losses(List<Example> examples);
}
