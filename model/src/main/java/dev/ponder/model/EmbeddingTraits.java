package dev.ponder.model;

import dev.ponder.model.gguf.Metadata;
import java.util.Optional;
import java.util.OptionalInt;

/// How a model makes a vector of a text.
///
/// @param width elements of the vector
/// @param closing the token that ends every text, where the model was trained with one
public record EmbeddingTraits(int width, Pooling pooling, OptionalInt closing) {

  /// Empty when the model makes none.
  ///
  /// @throws UnusableModelException when the file contradicts itself
  static Optional<EmbeddingTraits> of(Metadata metadata, int vocabulary) {
    String architecture = metadata.requiredText("general.architecture");
    int width = metadata.requiredInt(architecture + ".embedding_length");
    boolean closes = metadata.flag("tokenizer.ggml.add_eos_token").orElse(false);
    OptionalInt closing =
        closes
            ? metadata.integer("tokenizer.ggml.eos_token_id", 0, vocabulary - 1)
            : OptionalInt.empty();
    return Pooling.of(metadata, architecture)
        .map(pooling -> new EmbeddingTraits(width, pooling, closing));
  }
}
