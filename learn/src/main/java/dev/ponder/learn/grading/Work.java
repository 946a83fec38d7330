package dev.ponder.learn.grading;

import dev.ponder.core.Item;
import dev.ponder.core.Json;
import java.util.List;

/// What is graded.
///
/// @param item the line of the data set that was asked, with whatever it holds for comparison
/// @param text what the model answered
/// @param calls of tools that it made
public record Work(Json.Obj item, String text, List<Item.ToolCall> calls) {
  public Work {
    calls = List.copyOf(calls);
  }
}
