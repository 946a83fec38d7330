package dev.ponder.serve;

import static dev.ponder.serve.Wire.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.ResponseRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ResponsesEndpointTest {
  private static final String TOOLS =
      """
      ,"tools":[{"type":"function","name":"weather","parameters":{"type":"object","properties":\
      {"city":{"type":"string"}},"required":["city"],"additionalProperties":false}}]\
      """;

  private final ToolingResponder responder = new ToolingResponder();
  private final TestServer server = TestServer.start(responder);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void wholeAnswerIsStoredAndCanBeDeleted() {
    HttpResponse<String> made = ask("\"input\":\"Hello\"");
    String id = text(made, "id");

    assertThat(made.statusCode()).isEqualTo(200);
    assertThat(id).startsWith("resp_");
    assertThat(text(made, "status")).isEqualTo("completed");
    assertThat(text(made, "output.1.content.0.text")).isEqualTo("You said: Hello");
    assertThat(server.get("/v1/responses/" + id).body()).isEqualTo(made.body());

    assertThat(server.send("DELETE", "/v1/responses/" + id, "", java.util.Map.of()).body())
        .isEqualTo("{\"id\":\"" + id + "\",\"object\":\"response\",\"deleted\":true}");
    assertThat(server.get("/v1/responses/" + id).statusCode()).isEqualTo(404);
    assertThat(server.send("DELETE", "/v1/responses/" + id, "", java.util.Map.of()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void streamTellsEventsInOrderAndItsEndIsWhatIsStored() {
    String stream = ask("\"input\":\"Hello\",\"stream\":true").body();
    List<Json> events = Wire.events(stream);

    assertThat(Wire.types(stream))
        .startsWith("response.created", "response.in_progress", "response.output_item.added")
        .endsWith("response.output_item.done", "response.completed");
    for (int i = 0; i < events.size(); i++) {
      assertThat(text(events.get(i), "sequence_number")).isEqualTo("" + i);
    }
    assertThat(stream).startsWith("event: response.created\ndata: {").endsWith("data: [DONE]\n\n");
    Json completed = Wire.at(events.getLast(), "response");
    assertThat(Wire.json(server.get("/v1/responses/" + text(completed, "id"))))
        .isEqualTo(completed);
  }

  @Test
  void toolLoopOverThePreviousResponse() {
    HttpResponse<String> called = ask("\"input\":\"Weather in Paris?\"" + TOOLS);
    String callId = text(called, "output.1.call_id");
    assertThat(text(called, "output.1.type")).isEqualTo("function_call");

    HttpResponse<String> answered =
        ask(
            """
            "previous_response_id":"%s","input":[{"type":"function_call_output","call_id":"%s",\
            "output":"sunny"}]%s\
            """
                .formatted(text(called, "id"), callId, TOOLS));

    assertThat(text(answered, "output.1.content.0.text")).isEqualTo("It says: sunny");
    assertThat(text(answered, "previous_response_id")).isEqualTo(text(called, "id"));
    assertThat(kinds(responder.requests.getLast()))
        .containsExactly("Message", "Reasoning", "ToolCall", "ToolResult");

    ask("\"previous_response_id\":\"" + text(answered, "id") + "\",\"input\":\"Thanks\"");
    assertThat(kinds(responder.requests.getLast()))
        .containsExactly("Message", "ToolCall", "ToolResult", "Message", "Message");
  }

  @Test
  void toolLoopWithoutStoringOverSealedReasoning() {
    String unstored = ",\"store\":false,\"include\":[\"reasoning.encrypted_content\"]" + TOOLS;
    HttpResponse<String> called = ask("\"input\":\"Weather in Paris?\"" + unstored);
    List<Json> output = elements(Wire.at(Wire.json(called), "output"));
    String question = "{\"role\":\"user\",\"content\":\"Weather in Paris?\"}";
    String result =
        """
        {"type":"function_call_output","call_id":"%s","output":"rain"}\
        """
            .formatted(text(called, "output.1.call_id"));
    String items = String.join(",", question, output.get(0).text(), output.get(1).text(), result);

    HttpResponse<String> answered = ask("\"input\":[" + items + "]" + unstored);

    assertThat(text(answered, "output.1.content.0.text")).isEqualTo("It says: rain");
    assertThat(responder.requests.getLast().conversation().items())
        .contains(new Item.Reasoning("I had better look."));
    assertThat(server.get("/v1/responses/" + text(called, "id")).statusCode()).isEqualTo(404);

    String sealed = text(called, "output.0.encrypted_content");
    String changed = (sealed.charAt(30) == 'A' ? "B" : "A");
    HttpResponse<String> refused =
        ask(
            "\"input\":["
                + items.replace(sealed, sealed.substring(0, 30) + changed + sealed.substring(31))
                + "]"
                + unstored);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(text(refused, "error.code")).isEqualTo("invalid_encrypted_content");
  }

  @Test
  void referencesToItemsAreResolved() {
    HttpResponse<String> called = ask("\"input\":\"Weather in Paris?\"" + TOOLS);
    String items =
        """
        {"role":"user","content":"Weather in Paris?"},\
        {"type":"item_reference","id":"%s"},{"id":"%s"},\
        {"type":"function_call_output","call_id":"%s","output":"hail"}\
        """
            .formatted(
                text(called, "output.0.id"),
                text(called, "output.1.id"),
                text(called, "output.1.call_id"));

    assertThat(text(ask("\"input\":[" + items + "]"), "output.1.content.0.text"))
        .isEqualTo("It says: hail");

    HttpResponse<String> unknown =
        ask("\"input\":[{\"type\":\"item_reference\",\"id\":\"rs_nowhere\"}]");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(text(unknown, "error.message"))
        .startsWith("Item with id 'rs_nowhere' not found. Items are not persisted when `store`");
  }

  @Test
  void whatIsNotThereIsRefused() {
    HttpResponse<String> previous = ask("\"input\":\"x\",\"previous_response_id\":\"resp_x\"");
    assertThat(previous.statusCode()).isEqualTo(400);
    assertThat(text(previous, "error.code")).isEqualTo("previous_response_not_found");
    assertThat(text(previous, "error.message"))
        .isEqualTo("Previous response with id 'resp_x' not found.");
    assertThat(ask("\"input\":\"x\",\"conversation\":\"conv_x\"").statusCode()).isEqualTo(404);
    assertThat(
            ask("\"input\":\"x\",\"conversation\":\"conv_x\",\"previous_response_id\":\"resp_x\"")
                .statusCode())
        .isEqualTo(400);
    assertThat(server.get("/v1/responses/resp_x/input_items").statusCode()).isEqualTo(404);
    assertThat(server.post("/v1/responses/resp_x/cancel", "").statusCode()).isEqualTo(404);
    assertThat(server.post("/v1/responses", "{").statusCode()).isEqualTo(400);
    assertThat(server.post("/v1/responses", "{\"model\":\"nobody\",\"input\":\"x\"}").statusCode())
        .isEqualTo(404);
  }

  @Test
  void inputItemsArePaged() {
    String id =
        text(
            ask(
                "\"input\":["
                    + message("one")
                    + ","
                    + message("two")
                    + ","
                    + message("three")
                    + "]"),
            "id");
    String path = "/v1/responses/" + id + "/input_items";

    HttpResponse<String> newest = server.get(path + "?limit=2");
    assertThat(text(newest, "data.0.content.0.text")).isEqualTo("three");
    assertThat(text(newest, "data.1.content.0.text")).isEqualTo("two");
    assertThat(text(newest, "has_more")).isEqualTo("true");
    HttpResponse<String> rest = server.get(path + "?limit=2&after=" + text(newest, "last_id"));
    assertThat(text(rest, "data.0.content.0.text")).isEqualTo("one");
    assertThat(text(rest, "has_more")).isEqualTo("false");
    assertThat(text(server.get(path + "?order=asc"), "data.0.content.0.text")).isEqualTo("one");

    assertThat(server.get(path + "?after=msg_tampered").statusCode()).isEqualTo(400);
    assertThat(server.get(path + "?limit=0").statusCode()).isEqualTo(400);
    assertThat(server.get(path + "?include%5B%5D=nothing").statusCode()).isEqualTo(400);
  }

  @Test
  void tokensAreCountedAndOldTurnsLeftOutOnDemand() {
    assertThat(
            server
                .post("/v1/responses/input_tokens", body("\"input\":\"x\",\"instructions\":\"y\""))
                .body())
        .isEqualTo("{\"object\":\"response.input_tokens\",\"input_tokens\":200}");

    StringBuilder items = new StringBuilder(message("first"));
    for (int i = 0; i < 60; i++) {
      items.append(',').append(message("turn " + i));
    }
    ask("\"truncation\":\"auto\",\"input\":[" + items + "]");
    List<Item> kept = responder.requests.getLast().conversation().items();
    assertThat(kept)
        .hasSize(30)
        .last()
        .isEqualTo(Item.Message.of(dev.ponder.core.Role.USER, "turn 59"));
  }

  @Test
  void longConversationsAreCompacted() {
    HttpResponse<String> compacted =
        server.post("/v1/responses/compact", body("\"input\":[" + message("My name is Ada") + "]"));
    assertThat(compacted.statusCode()).isEqualTo(200);
    assertThat(text(compacted, "object")).isEqualTo("response.compaction");
    assertThat(text(compacted, "output.-1.type")).isEqualTo("compaction");

    String output = Wire.at(Wire.json(compacted), "output").text();
    String input = output.substring(0, output.length() - 1) + "," + message("Who am I?") + "]";
    assertThat(ask("\"input\":" + input).statusCode()).isEqualTo(200);
    assertThat(responder.requests.getLast().conversation().toString())
        .contains("You said: Write down");
  }

  static String message(String text) {
    return "{\"role\":\"user\",\"content\":\"" + text + "\"}";
  }

  private static List<Json> elements(Json array) {
    return ((Json.Arr) array).elements();
  }

  private static List<String> kinds(ResponseRequest request) {
    return request.conversation().items().stream()
        .map(item -> item.getClass().getSimpleName())
        .toList();
  }

  private HttpResponse<String> ask(String members) {
    return server.post("/v1/responses", body(members));
  }

  private static String body(String members) {
    return "{\"model\":\"tiny/reasoner@1\"," + members + "}";
  }
}
