package dev.ponder.serve;

import dev.ponder.api.Caller;
import dev.ponder.api.ConversationOperations;
import dev.ponder.core.Cancelled;
import dev.ponder.core.Json;
import dev.ponder.protocol.objects.Bodies;
import java.util.List;

/// `/v1/conversations`.
final class ConversationsEndpoint implements Routes {
  private final ConversationOperations conversations;
  private final RequestBody body;

  ConversationsEndpoint(ConversationOperations conversations, RequestBody body) {
    this.conversations = conversations;
    this.body = body;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.api("/v1/conversations", "begin a conversation").post(this::create),
        Route.api("/v1/conversations/{id}", "one of them")
            .get(this::retrieve)
            .post(this::update)
            .delete(this::delete),
        Route.api("/v1/conversations/{id}/items", "what was said in it")
            .get(this::items)
            .post(this::append),
        Route.api("/v1/conversations/{id}/items/{item}", "one of its items")
            .get(this::item)
            .delete(this::deleteItem));
  }

  private void create(Exchange exchange) throws Cancelled {
    answer(exchange, conversations.create(caller(exchange), read(exchange)));
  }

  private void retrieve(Exchange exchange) throws Cancelled {
    answer(exchange, conversations.retrieve(caller(exchange), id(exchange)));
  }

  private void update(Exchange exchange) throws Cancelled {
    answer(exchange, conversations.update(caller(exchange), id(exchange), read(exchange)));
  }

  private void delete(Exchange exchange) throws Cancelled {
    answer(exchange, conversations.delete(caller(exchange), id(exchange)));
  }

  private void items(Exchange exchange) throws Cancelled {
    QueryParameters query = exchange.query();
    answer(
        exchange,
        conversations.items(
            caller(exchange), id(exchange), ResponsesEndpoint.page(query), query.all("include")));
  }

  private void append(Exchange exchange) throws Cancelled {
    List<String> include = exchange.query().all("include");
    answer(exchange, conversations.append(caller(exchange), id(exchange), read(exchange), include));
  }

  private void item(Exchange exchange) throws Cancelled {
    answer(
        exchange,
        conversations.item(
            caller(exchange),
            id(exchange),
            exchange.parameter("item"),
            exchange.query().all("include")));
  }

  private void deleteItem(Exchange exchange) throws Cancelled {
    answer(
        exchange,
        conversations.deleteItem(caller(exchange), id(exchange), exchange.parameter("item")));
  }

  private Json read(Exchange exchange) throws Cancelled {
    return Bodies.parse(body.read(exchange));
  }

  private static String id(Exchange exchange) {
    return exchange.parameter("id");
  }

  private static void answer(Exchange exchange, Json.Obj object) throws Cancelled {
    exchange.answer(Answer.json(object.text()));
  }

  private static Caller caller(Exchange exchange) {
    return exchange.visitor().caller();
  }
}
