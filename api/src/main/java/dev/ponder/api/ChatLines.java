package dev.ponder.api;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Defaults;
import dev.ponder.core.Json;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Sampling;
import dev.ponder.protocol.ChatCompletions;
import dev.ponder.protocol.ChatRequest;
import dev.ponder.protocol.DecodeOptions;
import dev.ponder.protocol.Models;
import dev.ponder.protocol.Origin;
import dev.ponder.protocol.WireEncoder;
import dev.ponder.protocol.objects.BatchUsage;

/// Chat completions for the lines of batches, one choice after the other.
record ChatLines(Foundation foundation) implements LineAnswerer {

  @Override
  public Answer answer(Caller caller, Json.Obj request) throws Cancelled {
    ChatRequest chat =
        ChatCompletions.decode(request, new DecodeOptions(this::usual, caller.profile()));
    if (chat.delivery() instanceof ChatRequest.Delivery.Stream) {
      throw Problem.invalid(
              "stream", "unsupported_value", "The answers of a batch cannot be streamed.")
          .exception();
    }
    String name = chat.request().model();
    ModelInfo model =
        foundation.catalog().find(name).orElseThrow(() -> Models.unknown(name).exception());
    Origin origin =
        new Origin(Ids.next("chatcmpl-"), foundation.clock().instant().getEpochSecond());
    WireEncoder encoder = ChatCompletions.encoder(chat, model, origin);
    for (int i = 0; i < chat.choices(); i++) {
      int choice = i;
      foundation
          .responder()
          .respond(ofChoice(chat.request(), choice), event -> encoder.encode(choice, event));
    }
    String body = encoder.end().getFirst();
    return new Answer(body, BatchUsage.ofAnswer((Json.Obj) Json.parse(body)));
  }

  private Defaults usual(String model) {
    return foundation.catalog().find(model).map(ModelInfo::defaults).orElse(Defaults.API);
  }

  /// With a seed the choices get seeds in a row.
  private static ResponseRequest ofChoice(ResponseRequest request, int choice) {
    Sampling sampling = request.sampling();
    return sampling.seed().isEmpty()
        ? request
        : request.withSampling(sampling.withSeed(sampling.seed().getAsLong() + choice));
  }
}
