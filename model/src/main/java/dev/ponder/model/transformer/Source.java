package dev.ponder.model.transformer;

import dev.ponder.model.gguf.Metadata;

/// What an architecture is read from.
///
/// @param architecture GGUF's name for it, which the metadata keys start with
record Source(String architecture, Metadata metadata, Tensors tensors) {

  /// The full key of that hyper-parameter.
  String key(String name) {
    return architecture + "." + name;
  }
}
