package dev.ponder.serve;

import static dev.ponder.serve.Wire.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Cancelled;
import dev.ponder.core.EventSink;
import dev.ponder.core.Responder;
import dev.ponder.core.ResponseRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class IsolationTest {
  private static final Map<String, String> ADA =
      Map.of("Authorization", "Bearer sk-ada-ada-ada-ada-ada");
  private static final Map<String, String> BOB =
      Map.of("Authorization", "Bearer sk-bob-bob-bob-bob-bob");
  private static final String RESPONSE = "resp_" + "0".repeat(48);
  private static final String CONVERSATION = "conv_" + "0".repeat(48);
  private static final String ITEM = "msg_" + "0".repeat(48);

  /// For whoever does not own a thing it is as if it had never been.
  @Test
  void othersThingsAreUnknownToTheLastByte() {
    try (TestServer server =
        TestServer.locked(
            new ToolingResponder(), "sk-ada-ada-ada-ada-ada", "sk-bob-bob-bob-bob-bob")) {
      HttpResponse<String> made =
          server.send(
              "POST",
              "/v1/responses",
              "{\"model\":\"o4-mini\",\"input\":\"Hello\",\"background\":true,\"stream\":true}",
              ADA);
      String response = text(Wire.events(made.body()).getFirst(), "response.id");
      String conversation =
          text(
              server.send(
                  "POST",
                  "/v1/conversations",
                  "{\"items\":[{\"role\":\"user\",\"content\":\"Hello\"}]}",
                  ADA),
              "id");
      String item =
          text(
              server.send("GET", "/v1/conversations/" + conversation + "/items", "", ADA),
              "first_id");
      assertThat(item).startsWith("msg_");

      for (String route : routes()) {
        String[] parts = route.split(" ", 3);
        String path = filled(parts[1], response, conversation, item);
        String body = filled(parts[2], response, conversation, item);
        HttpResponse<String> others = server.send(parts[0], path, body, BOB);
        String unknownPath = filled(parts[1], RESPONSE, CONVERSATION, ITEM);
        String unknownBody = filled(parts[2], RESPONSE, CONVERSATION, ITEM);
        HttpResponse<String> unknown = server.send(parts[0], unknownPath, unknownBody, BOB);

        assertThat(others.statusCode()).as(route).isEqualTo(unknown.statusCode()).isIn(400, 404);
        assertThat(others.body())
            .as(route)
            .isEqualTo(
                unknown
                    .body()
                    .replace(RESPONSE, response)
                    .replace(CONVERSATION, conversation)
                    .replace(ITEM, item));
      }
      assertThat(server.send("GET", "/v1/responses/" + response, "", ADA).statusCode())
          .isEqualTo(200);
      assertThat(server.send("GET", "/v1/conversations/" + conversation, "", ADA).statusCode())
          .isEqualTo(200);
    }
  }

  /// What was computed for one is gone on from to the token by no other, and by nobody who is not
  /// named.
  @Test
  void whateverIsAskedIsItsOwners() {
    List<ResponseRequest> asked = new CopyOnWriteArrayList<>();
    try (TestServer server =
        TestServer.locked(recording(asked), "sk-ada-ada-ada-ada-ada", "sk-bob-bob-bob-bob-bob")) {
      String chat = "{\"model\":\"o4-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]";
      String ask = "{\"model\":\"o4-mini\",\"input\":\"x\"";
      for (Map<String, String> who : List.of(ADA, BOB)) {
        ok(server.send("POST", "/v1/chat/completions", chat + "}", who));
        ok(server.send("POST", "/v1/chat/completions", chat + ",\"n\":2,\"stream\":true}", who));
        ok(server.send("POST", "/v1/messages", chat + ",\"max_tokens\":9}", who));
        ok(server.send("POST", "/v1/responses", ask + "}", who));
        ok(
            server.send(
                "POST", "/v1/responses", ask + ",\"background\":true,\"stream\":true}", who));
        ok(server.send("POST", "/v1/responses/compact", ask + "}", who));
      }
    }
    List<String> owners = asked.stream().map(ResponseRequest::owner).toList();
    assertThat(owners).hasSize(14).doesNotContain("");
    assertThat(Set.copyOf(owners.subList(0, 7))).hasSize(1);
    assertThat(Set.copyOf(owners.subList(7, 14))).hasSize(1).doesNotContain(owners.getFirst());
  }

  private static void ok(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static Responder recording(List<ResponseRequest> asked) {
    Responder answering = new ToolingResponder();
    return new Responder() {
      @Override
      public void respond(ResponseRequest request, EventSink events) throws Cancelled {
        asked.add(request);
        answering.respond(request, events);
      }

      @Override
      public int inputTokens(ResponseRequest request) throws Cancelled {
        return answering.inputTokens(request);
      }
    };
  }

  private static List<String> routes() {
    String ask = "POST /v1/responses {\"model\":\"o4-mini\",";
    return List.of(
        "GET /v1/responses/RESP -",
        "GET /v1/responses/RESP?stream=true -",
        "GET /v1/responses/RESP/input_items -",
        "POST /v1/responses/RESP/cancel -",
        "DELETE /v1/responses/RESP -",
        ask + "\"input\":\"x\",\"previous_response_id\":\"RESP\"}",
        ask + "\"input\":\"x\",\"conversation\":\"CONV\"}",
        ask + "\"input\":[{\"type\":\"item_reference\",\"id\":\"ITEM\"}]}",
        "POST /v1/responses/input_tokens"
            + " {\"model\":\"o4-mini\",\"input\":\"x\",\"previous_response_id\":\"RESP\"}",
        "POST /v1/responses/compact {\"model\":\"o4-mini\",\"previous_response_id\":\"RESP\"}",
        "GET /v1/conversations/CONV -",
        "POST /v1/conversations/CONV {\"metadata\":{}}",
        "DELETE /v1/conversations/CONV -",
        "GET /v1/conversations/CONV/items -",
        "POST /v1/conversations/CONV/items {\"items\":[{\"role\":\"user\",\"content\":\"x\"}]}",
        "GET /v1/conversations/CONV/items/ITEM -",
        "DELETE /v1/conversations/CONV/items/ITEM -");
  }

  private static String filled(String template, String response, String conversation, String item) {
    return template
        .replace("RESP", response)
        .replace("CONV", conversation)
        .replace("ITEM", item)
        .replaceFirst("^-$", "");
  }
}
