package dev.ponder.protocol.anthropic;

/// What happens to the content blocks of an answer. Whole answers and streams are folds of the same
/// events.
sealed interface BlockEvent {

  /// The kind of a block, and what is known of it from the start.
  sealed interface Block {
    record Thinking() implements Block {}

    record Text() implements Block {}

    record ToolUse(String id, String name) implements Block {}
  }

  /// A block begins; indices count from 0 without gaps.
  record Opened(int index, Block block) implements BlockEvent {}

  /// A piece of the open text.
  record Text(int index, String text) implements BlockEvent {}

  /// A piece of the open thought.
  record Thought(int index, String text) implements BlockEvent {}

  /// The seal of the open thought, once, before it is closed.
  record Signature(int index, String sealed) implements BlockEvent {}

  /// A piece of the JSON of the open call's arguments.
  record Input(int index, String json) implements BlockEvent {}

  /// The open block is complete.
  record Closed(int index) implements BlockEvent {}
}
