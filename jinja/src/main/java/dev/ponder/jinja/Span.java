package dev.ponder.jinja;

/// A stretch of rendered text that one side wrote; never empty.
public record Span(String text, Origin origin) {
  public Span {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a span holds text");
    }
  }
}
