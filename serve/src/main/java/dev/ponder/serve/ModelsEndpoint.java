package dev.ponder.serve;

import dev.ponder.core.Cancelled;
import dev.ponder.core.ModelCatalog;
import dev.ponder.protocol.Models;
import java.util.List;

/// `GET /v1/models` and `GET /v1/models/{id}`.
final class ModelsEndpoint implements Routes {
  private final ModelCatalog catalog;

  ModelsEndpoint(ModelCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.api("/v1/models", "what can be asked").get(this::list),
        Route.api("/v1/models/{id...}", "one of them").get(this::one));
  }

  private void list(Exchange exchange) throws Cancelled {
    exchange.answer(Answer.json(Models.list(catalog.models())));
  }

  private void one(Exchange exchange) throws Cancelled {
    String id = exchange.parameter("id");
    exchange.answer(
        Answer.json(
            Models.one(catalog.find(id).orElseThrow(() -> Models.unknown(id).exception()))));
  }
}
