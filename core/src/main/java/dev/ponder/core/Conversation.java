package dev.ponder.core;

import java.util.List;

/// All that was said so far, oldest first.
public record Conversation(List<Item> items) {
  public Conversation {
    items = List.copyOf(items);
  }
}
