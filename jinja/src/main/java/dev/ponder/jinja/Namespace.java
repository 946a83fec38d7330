package dev.ponder.jinja;

import java.util.LinkedHashMap;
import java.util.Map;

/// The one value whose attributes templates may set.
record Namespace(Map<String, Value> attributes) implements Value.Object {
  static Namespace of(Map<String, Value> attributes) {
    return new Namespace(new LinkedHashMap<>(attributes));
  }
}
