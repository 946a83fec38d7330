package dev.ponder.learn.reinforcement;

import dev.ponder.learn.Continuation;
import java.util.List;
import java.util.Set;

/// Lets a model write with the weights that it has now.
@FunctionalInterface
public interface Rollouts {

  /// The continuations, in the order of the asks.
  ///
  /// @param stops tokens that end a continuation
  /// @throws IllegalStateException when the model could not go on, or the thread was interrupted
  List<Continuation> of(List<Continuation.Ask> asks, Set<Integer> stops);
}
