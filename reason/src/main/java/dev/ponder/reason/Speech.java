package dev.ponder.reason;

import dev.ponder.core.Item;
import java.util.List;

/// What an assistant says in one turn.
///
/// @param thought before everything else, in stretches that follow each other without a gap; empty
///   for an answer at once
/// @param text to the user; may be empty where there are calls
/// @param calls of tools, after the text
public record Speech(List<String> thought, String text, List<Item.ToolCall> calls) {
  public Speech {
    thought = List.copyOf(thought);
    calls = List.copyOf(calls);
  }
}
