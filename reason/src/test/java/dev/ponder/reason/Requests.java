package dev.ponder.reason;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Conversation;
import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.core.Tools;
import java.util.List;

/// Requests for prompt formats.
final class Requests {
  private Requests() {}

  /// Medium effort, no tools.
  static PromptRequest of(Item... items) {
    return of(Effort.MEDIUM, Tools.NONE, items);
  }

  static PromptRequest of(Effort effort, Tools tools, Item... items) {
    return new PromptRequest(
        new Conversation(List.of(items)), tools, effort, new AnswerFormat.Text());
  }
}
