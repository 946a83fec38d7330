package dev.ponder.curriculum.structure;

import dev.ponder.core.Json;

/// Something that a text states.
///
/// @param sentence where it states it; empty where it is only asked for
record Fact(Key key, Told told, String sentence) {

  /// A key of which the text says nothing.
  static Fact absent(Key key) {
    return new Fact(key, new Told(new Json.Null(), "none"), "");
  }

  boolean stated() {
    return !sentence.isEmpty();
  }
}
