package dev.ponder.core;

import java.util.List;

/// One part of a message.
public sealed interface Content {

  /// What it says.
  String text();

  /// What those parts say, one after the other.
  static String joined(List<Content> parts) {
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(part.text()));
    return text.toString();
  }

  /// Plain text.
  record Text(String text) implements Content {}

  /// The text with which an assistant declined.
  record Refusal(String text) implements Content {}
}
