package dev.ponder.reason;

import dev.ponder.core.Conversation;
import dev.ponder.core.Effort;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Tools;

/// The part of a request that a prompt format writes down.
public record PromptRequest(Conversation conversation, Tools tools, Effort effort) {

  /// What of that request a prompt tells.
  public static PromptRequest of(ResponseRequest request) {
    return new PromptRequest(request.conversation(), request.tools(), request.effort());
  }
}
