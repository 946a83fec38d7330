package dev.ponder.core;

/// Who speaks a message. Tool results are items of their own, see [Item.ToolResult].
public enum Role {
  SYSTEM,
  DEVELOPER,
  USER,
  ASSISTANT
}
