package dev.ponder.core;

import java.util.List;
import java.util.OptionalInt;

/// Texts to make vectors of.
///
/// @param inputs at least one
/// @param dimensions how many of the first elements to keep; empty for all
public record EmbeddingTask(String model, List<Input> inputs, OptionalInt dimensions) {
  public EmbeddingTask {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty() || dimensions.orElse(1) < 1) {
      throw new IllegalArgumentException("no vector asked for");
    }
  }

  /// One text.
  public sealed interface Input {
    /// As it is written.
    record Text(String text) implements Input {}

    /// As the model's own token ids, to which nothing is added.
    record Tokens(List<Integer> ids) implements Input {
      public Tokens {
        ids = List.copyOf(ids);
      }
    }
  }
}
