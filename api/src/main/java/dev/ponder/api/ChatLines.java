package dev.ponder.api;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.protocol.ChatRequest;
import dev.ponder.protocol.objects.BatchUsage;

/// Chat completions for the lines of batches, kept like all others if a line says so.
record ChatLines(CompletionOperations completions) implements LineAnswerer {

  @Override
  public Answer answer(Caller caller, Json.Obj request) throws Cancelled {
    ChatRequest chat = completions.decode(caller, request);
    if (chat.delivery() instanceof ChatRequest.Delivery.Stream) {
      throw Problem.invalid(
              "stream", "unsupported_value", "The answers of a batch cannot be streamed.")
          .exception();
    }
    Json.Obj completion = completions.create(caller, chat);
    return new Answer(completion.text(), BatchUsage.ofAnswer(completion));
  }
}
