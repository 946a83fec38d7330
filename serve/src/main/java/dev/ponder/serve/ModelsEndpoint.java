package dev.ponder.serve;

import dev.ponder.core.Cancelled;
import dev.ponder.core.ModelCatalog;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.Problem;
import dev.ponder.protocol.Models;
import dev.ponder.protocol.anthropic.MessagesModels;
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
    String body =
        switch (Dialect.of(exchange)) {
          case OPENAI -> Models.list(catalog.models());
          case ANTHROPIC -> MessagesModels.list(catalog.models(), page(exchange.query()));
        };
    exchange.answer(Answer.json(body));
  }

  private void one(Exchange exchange) throws Cancelled {
    String id = exchange.parameter("id");
    Dialect dialect = Dialect.of(exchange);
    ModelInfo model = catalog.find(id).orElseThrow(() -> unknown(id, dialect).exception());
    String body =
        switch (dialect) {
          case OPENAI -> Models.one(model);
          case ANTHROPIC -> MessagesModels.one(model);
        };
    exchange.answer(Answer.json(body));
  }

  private static Problem unknown(String id, Dialect dialect) {
    return switch (dialect) {
      case OPENAI -> Models.unknown(id);
      case ANTHROPIC -> MessagesModels.unknown(id);
    };
  }

  private static MessagesModels.Page page(QueryParameters query) {
    return MessagesModels.Page.of(
        query.first("limit"), query.first("after_id"), query.first("before_id"));
  }
}
