package dev.ponder.curriculum.structure;

import dev.ponder.core.Json;

/// A value and how a text tells it.
record Told(Json value, String words) {

  static Told string(String text) {
    return new Told(Json.of(text), text);
  }

  static Told number(String literal) {
    return new Told(new Json.Num(literal), literal);
  }
}
