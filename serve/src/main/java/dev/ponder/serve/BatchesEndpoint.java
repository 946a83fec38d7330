package dev.ponder.serve;

import dev.ponder.api.BatchOperations;
import dev.ponder.api.Caller;
import dev.ponder.core.Cancelled;
import dev.ponder.core.Json;
import dev.ponder.protocol.objects.BatchObject;
import dev.ponder.protocol.objects.Bodies;
import dev.ponder.protocol.objects.PageRequest;
import java.util.List;

/// `/v1/batches`.
final class BatchesEndpoint implements Routes {
  private final BatchOperations batches;
  private final RequestBody body;

  BatchesEndpoint(BatchOperations batches, RequestBody body) {
    this.batches = batches;
    this.body = body;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.api("/v1/batches", "have a file of requests answered; list those")
            .get(this::list)
            .post(this::create),
        Route.api("/v1/batches/{id}", "one of them").get(this::retrieve),
        Route.api("/v1/batches/{id}/cancel", "answer no more of it").post(this::cancel));
  }

  private void create(Exchange exchange) throws Cancelled {
    Json json = Bodies.parse(body.read(exchange));
    BatchObject.Order order = BatchObject.decodeOrder(json);
    exchange.answer(Answer.json(batches.create(caller(exchange), order).text()));
  }

  private void list(Exchange exchange) throws Cancelled {
    QueryParameters query = exchange.query();
    PageRequest page =
        PageRequest.decode(
            BatchOperations.PAGE, query.first("limit"), query.first("order"), query.first("after"));
    exchange.answer(Answer.json(batches.list(caller(exchange), page).text()));
  }

  private void retrieve(Exchange exchange) throws Cancelled {
    exchange.answer(
        Answer.json(batches.retrieve(caller(exchange), exchange.parameter("id")).text()));
  }

  private void cancel(Exchange exchange) throws Cancelled {
    body.read(exchange);
    exchange.answer(Answer.json(batches.cancel(caller(exchange), exchange.parameter("id")).text()));
  }

  private static Caller caller(Exchange exchange) {
    return exchange.visitor().caller();
  }
}
