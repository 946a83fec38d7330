package dev.ponder.model.transformer;

/// The rotation of a model that may have been trained with one set of angles for short and with
/// another for long contexts.
///
/// Cached keys are turned already, so the choice has to be the same for all tokens of a sequence
/// and, since sequences share prefixes, for all sequences: it is made once, by the longest context
/// that is to come.
///
/// @param near for contexts up to `reach` positions
/// @param far for longer ones; has as many frequencies
record Rotation(Rope near, Rope far, int reach) {

  /// One that is the same for all contexts.
  static Rotation of(Rope rope) {
    return new Rotation(rope, rope, Integer.MAX_VALUE);
  }

  Rope within(int contextLength) {
    return contextLength > reach ? far : near;
  }
}
