package dev.ponder.serve;

import dev.ponder.api.ModerationOperations;
import dev.ponder.core.Cancelled;
import dev.ponder.core.Json;
import dev.ponder.protocol.objects.Bodies;
import java.util.List;

/// `POST /v1/moderations`.
final class ModerationsEndpoint implements Routes {
  private final ModerationOperations moderations;
  private final RequestBody body;
  private final AdmissionGate gate;

  ModerationsEndpoint(ModerationOperations moderations, RequestBody body, Shared shared) {
    this.moderations = moderations;
    this.body = body;
    this.gate = shared.gate();
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.api("/v1/moderations", "judgements of texts").post(this::create));
  }

  private void create(Exchange exchange) throws Cancelled {
    Json json = Bodies.parse(body.read(exchange));
    Json.Obj judged = InterruptibleWork.run(exchange, gate, () -> moderations.create(json));
    exchange.answer(Answer.json(judged.text()));
  }
}
