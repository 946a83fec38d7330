package dev.ponder.jinja;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Names and their values; what is not here is looked for further out.
final class Scope {
  private final Map<String, Value> names;
  private final Optional<Scope> outer;

  private Scope(Map<String, Value> names, Optional<Scope> outer) {
    this.names = names;
    this.outer = outer;
  }

  static Scope of(Map<String, Value> names) {
    return new Scope(new HashMap<>(names), Optional.empty());
  }

  Scope inner() {
    return new Scope(new HashMap<>(4), Optional.of(this));
  }

  void set(String name, Value value) {
    names.put(name, value);
  }

  Optional<Value> find(String name) {
    Scope scope = this;
    while (true) {
      Value value = scope.names.get(name);
      if (value != null) {
        return Optional.of(value);
      }
      if (scope.outer.isEmpty()) {
        return Optional.empty();
      }
      scope = scope.outer.get();
    }
  }
}
