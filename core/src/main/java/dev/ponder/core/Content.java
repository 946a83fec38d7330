package dev.ponder.core;

/// One part of a message.
public sealed interface Content {

  /// Plain text.
  record Text(String text) implements Content {}

  /// The text with which an assistant declined.
  record Refusal(String text) implements Content {}
}
