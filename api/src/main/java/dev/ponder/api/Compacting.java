package dev.ponder.api;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Conversation;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Usage;
import dev.ponder.protocol.Origin;
import dev.ponder.protocol.responses.Compaction;
import dev.ponder.protocol.responses.CreateRequest;
import java.util.List;
import java.util.Optional;

/// Makes short conversations of long ones: the model writes a summary.
final class Compacting {
  private final Foundation foundation;
  private final Seals seals;
  private final Making making;

  Compacting(Foundation foundation, Seals seals, Making making) {
    this.foundation = foundation;
    this.seals = seals;
    this.making = making;
  }

  Json.Obj compact(Caller caller, Json body) throws Cancelled {
    CreateRequest request = Compaction.decode(body, making.options(caller.profile()), Ids::next);
    Prepared prepared = making.preparation().prepare(caller, request, Optional.empty());
    Conversation conversation = prepared.asked().conversation();
    ResponseRequest asked =
        Compaction.summary(prepared.request(), conversation).withOwner(caller.owner());
    // The longest conversations are those that need it most.
    Summary summary = summary(making.preparation().fitted(asked, prepared.model()));
    List<Json.Obj> output =
        Compaction.output(
            prepared.upTo(List.of()), summary.text(), seals.sealer(caller.owner()), Ids::next);
    Origin origin = new Origin(Ids.next("resp_"), foundation.clock().instant().getEpochSecond());
    return Compaction.answer(origin, output, summary.usage());
  }

  private record Summary(String text, Usage usage) {}

  private Summary summary(ResponseRequest asked) throws Cancelled {
    StringBuilder text = new StringBuilder();
    Usage[] usage = {new Usage(0, 0, 0, 0)};
    foundation
        .responder()
        .respond(
            asked,
            event -> {
              switch (event) {
                case ResponseEvent.TextDelta(String piece, _) -> text.append(piece);
                case ResponseEvent.Finished(_, Usage used, _) -> usage[0] = used;
                case ResponseEvent.Failed(Problem problem) -> throw problem.exception();
                case ResponseEvent.Started _,
                    ResponseEvent.ReasoningDelta _,
                    ResponseEvent.ToolCallStarted _,
                    ResponseEvent.ToolCallDelta _,
                    ResponseEvent.ToolCallEnded _ -> {}
              }
            });
    return new Summary(text.toString(), usage[0]);
  }
}
