package dev.ponder.jinja;

/// Something built in that can be called.
record Function(String name, Body body) implements Value.Object {

  /// What a call does.
  @FunctionalInterface
  interface Body {
    Value call(Arguments arguments, Run run);
  }
}
