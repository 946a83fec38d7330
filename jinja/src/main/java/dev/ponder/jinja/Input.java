package dev.ponder.jinja;

import dev.ponder.core.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A variable handed to a template.
///
/// Everything counts as [Origin#DATA] but what is wrapped by [#template(String)]: roles, the
/// beginning-of-sequence token and other texts that the caller chose from its own, and that the
/// template may therefore build control tokens of.
public sealed interface Input {

  /// Text that the caller vouches for; printed as if the template had written it.
  record Vouched(String text) implements Input {}

  /// Anything from outside.
  record Data(Json value) implements Input {}

  /// A list.
  record Elements(List<Input> elements) implements Input {
    public Elements {
      elements = List.copyOf(elements);
    }
  }

  /// A dict with string keys, in this order; the keys count as data.
  record Members(Map<String, Input> members) implements Input {
    public Members {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }

  static Input template(String text) {
    return new Vouched(text);
  }

  static Input data(Json value) {
    return new Data(value);
  }

  static Input data(String text) {
    return new Data(Json.of(text));
  }

  static Input data(boolean flag) {
    return new Data(Json.of(flag));
  }

  static Input list(List<? extends Input> elements) {
    return new Elements(List.copyOf(elements));
  }

  static Input object(Map<String, ? extends Input> members) {
    return new Members(new LinkedHashMap<>(members));
  }
}
