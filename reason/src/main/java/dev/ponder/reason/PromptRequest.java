package dev.ponder.reason;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Conversation;
import dev.ponder.core.Effort;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Tool;
import dev.ponder.core.ToolChoice;
import dev.ponder.core.Tools;
import java.util.List;

/// The part of a request that a prompt format writes down.
public record PromptRequest(
    Conversation conversation, Tools tools, Effort effort, AnswerFormat format) {

  /// What of that request a prompt tells.
  public static PromptRequest of(ResponseRequest request) {
    return new PromptRequest(
        CustomTools.asFunctions(request.conversation(), request.tools()),
        request.tools(),
        request.effort(),
        request.format());
  }

  /// The tools that the model is told of: where only some of them may be called, the others too, so
  /// that the prompt, and what is cached of it, stays the same.
  List<Tool> told() {
    return tools.choice() instanceof ToolChoice.Allowed ? tools.offered() : tools.callable();
  }

  /// What was said, and at the beginning what the answer must look like.
  List<Turn> turns() {
    return AnswerWords.told(format, Turn.of(conversation));
  }
}
