package dev.ponder.jinja;

import java.util.List;
import java.util.stream.Collectors;

/// What a template came to: its text in order, cut wherever the [Origin] changes.
public record Rendering(List<Span> spans) {
  public Rendering {
    spans = List.copyOf(spans);
  }

  /// The whole text, as jinja2 gives it.
  public String text() {
    return spans.stream().map(Span::text).collect(Collectors.joining());
  }
}
