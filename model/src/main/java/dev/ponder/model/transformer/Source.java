package dev.ponder.model.transformer;

import dev.ponder.model.gguf.Metadata;

/// What an architecture is read from.
///
/// @param architecture GGUF's name for it, which the metadata keys start with
/// @param ramps what is made of the ends of YaRN's ramp
record Source(String architecture, Metadata metadata, Tensors tensors, Yarn.Ramps ramps) {

  /// The full key of that hyper-parameter.
  String key(String name) {
    return architecture + "." + name;
  }
}
