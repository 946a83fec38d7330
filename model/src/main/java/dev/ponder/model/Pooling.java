package dev.ponder.model;

import dev.ponder.model.gguf.Metadata;
import java.util.Optional;

/// How the states of a text's positions become one vector, as GGUF's `pooling_type` says.
public enum Pooling {
  /// Their average.
  MEAN,
  /// The first one, which stands for the whole text in models that look both ways.
  FIRST,
  /// The last one, which alone has seen the whole text in models that look back only.
  LAST;

  private static final int NONE_NUMBER = 0;
  private static final int MEAN_NUMBER = 1;
  private static final int FIRST_NUMBER = 2;
  private static final int LAST_NUMBER = 3;
  private static final int RANK_NUMBER = 4;

  /// What the file asks for. One that asks for nothing, as models for chat do, or for the states as
  /// they are, gets [#LAST]; empty for a model that ranks texts and makes no vector of them.
  ///
  /// @throws UnusableModelException when the number has no meaning
  static Optional<Pooling> of(Metadata metadata, String architecture) {
    String key = architecture + ".pooling_type";
    int number = metadata.integer(key, NONE_NUMBER, RANK_NUMBER).orElse(NONE_NUMBER);
    return switch (number) {
      case MEAN_NUMBER -> Optional.of(MEAN);
      case FIRST_NUMBER -> Optional.of(FIRST);
      case NONE_NUMBER, LAST_NUMBER -> Optional.of(LAST);
      default -> Optional.empty();
    };
  }
}
