package dev.ponder.curriculum;

import dev.ponder.core.Item;
import java.util.List;

/// What a model answered, its thought left out.
public record Reply(String text, List<Item.ToolCall> calls) {
  public Reply {
    calls = List.copyOf(calls);
  }
}
