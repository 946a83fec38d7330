package dev.ponder.serve;

import static dev.ponder.serve.Wire.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Json;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class ConversationsEndpointTest {

  @Test
  void conversationsAreMadeChangedAndDeleted() {
    try (TestServer server = TestServer.start(new ToolingResponder())) {
      HttpResponse<String> made =
          server.post(
              "/v1/conversations",
              "{\"metadata\":{\"topic\":\"demo\"},\"items\":[" + message("Hello") + "]}");
      String path = "/v1/conversations/" + text(made, "id");
      assertThat(text(made, "id")).startsWith("conv_");
      assertThat(text(made, "object")).isEqualTo("conversation");
      assertThat(server.get(path).body()).isEqualTo(made.body());

      HttpResponse<String> changed = server.post(path, "{\"metadata\":{\"topic\":\"other\"}}");
      assertThat(text(changed, "metadata.topic")).isEqualTo("other");

      assertThat(text(server.send("DELETE", path, "", Map.of()), "deleted")).isEqualTo("true");
      assertThat(server.get(path).statusCode()).isEqualTo(404);
      assertThat(server.get(path + "/items").statusCode()).isEqualTo(404);
      assertThat(server.post(path, "{\"metadata\":{}}").statusCode()).isEqualTo(404);
      assertThat(server.send("DELETE", path, "", Map.of()).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void itemsAreAddedFoundAndTakenOut() {
    try (TestServer server = TestServer.start(new ToolingResponder())) {
      String id = text(server.post("/v1/conversations", ""), "id");
      String path = "/v1/conversations/" + id + "/items";
      HttpResponse<String> added =
          server.post(path, "{\"items\":[" + message("one") + "," + message("two") + "]}");
      assertThat(text(added, "object")).isEqualTo("list");
      assertThat(text(added, "data.1.content.0.text")).isEqualTo("two");
      String first = text(added, "data.0.id");

      assertThat(text(server.get(path + "/" + first), "content.0.text")).isEqualTo("one");
      assertThat(text(server.get(path + "?limit=1"), "data.0.content.0.text")).isEqualTo("two");
      assertThat(text(server.get(path + "?order=asc"), "first_id")).isEqualTo(first);
      assertThat(server.get(path + "?after=msg_nowhere").statusCode()).isEqualTo(400);

      assertThat(text(server.send("DELETE", path + "/" + first, "", Map.of()), "id")).isEqualTo(id);
      assertThat(server.get(path + "/" + first).statusCode()).isEqualTo(404);
      assertThat(server.send("DELETE", path + "/" + first, "", Map.of()).statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void responsesJoinTheirConversation() {
    ToolingResponder responder = new ToolingResponder();
    try (TestServer server = TestServer.start(responder)) {
      String id = text(server.post("/v1/conversations", "{}"), "id");
      HttpResponse<String> first = ask(server, id, "Hello");
      assertThat(text(first, "conversation.id")).isEqualTo(id);
      ask(server, id, "Again");

      assertThat(responder.requests.getLast().conversation().items()).hasSize(3);
      assertThat(said(server, id))
          .containsExactly("Hello", "You said: Hello", "Again", "You said: Again");
    }
  }

  /// Whoever comes second is told so, or comes after; nothing is lost or mixed.
  @Test
  void answersAtTheSameTimeDoNotMix() throws Exception {
    GatedResponder gated = new GatedResponder(1);
    try (TestServer server = TestServer.start(gated);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      String id = text(server.post("/v1/conversations", "{}"), "id");
      Future<HttpResponse<String>> first = threads.submit(() -> ask(server, id, "first"));
      gated.awaitEntered(1);

      HttpResponse<String> second = ask(server, id, "second");
      assertThat(second.statusCode()).isEqualTo(409);
      assertThat(text(second, "error.code")).isEqualTo("conversation_locked");
      String path = "/v1/conversations/" + id;
      assertThat(server.post(path + "/items", "{\"items\":[" + message("x") + "]}").statusCode())
          .isEqualTo(409);
      assertThat(server.send("DELETE", path, "", Map.of()).statusCode()).isEqualTo(409);
      gated.release(1);
      assertThat(first.get().statusCode()).isEqualTo(200);

      Future<HttpResponse<String>> third = threads.submit(() -> ask(server, id, "third"));
      gated.awaitEntered(1);
      gated.release(1);
      assertThat(third.get().statusCode()).isEqualTo(200);
      assertThat(said(server, id)).containsExactly("first", "Hold on", "third", "Hold on");
    }
  }

  @Test
  void aClientThatLeavesLetsGoOfTheConversation() throws Exception {
    GatedResponder gated = new GatedResponder(1);
    try (TestServer server = TestServer.start(gated)) {
      String id = text(server.post("/v1/conversations", "{}"), "id");
      String body = body(id, "first").replace("}", ",\"stream\":true}");
      RawClient client = server.raw();
      client.send(
          "POST /v1/responses HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      gated.awaitEntered(1);
      client.close();
      gated.awaitCancelled();
      server.awaitIdle();

      assertThat(said(server, id)).isEmpty();
      assertThat(server.send("DELETE", "/v1/conversations/" + id, "", Map.of()).statusCode())
          .isEqualTo(200);
    }
  }

  private static List<String> said(TestServer server, String id) {
    Json items =
        Wire.at(
            Wire.json(server.get("/v1/conversations/" + id + "/items?order=asc&limit=100")),
            "data");
    return ((Json.Arr) items)
        .elements().stream()
            .filter(item -> text(item, "type").equals("message"))
            .map(item -> text(item, "content.0.text"))
            .toList();
  }

  private static HttpResponse<String> ask(TestServer server, String conversation, String text) {
    return server.post("/v1/responses", body(conversation, text));
  }

  private static String body(String conversation, String text) {
    return "{\"model\":\"tiny/reasoner@1\",\"conversation\":\"%s\",\"input\":\"%s\"}"
        .formatted(conversation, text);
  }

  private static String message(String text) {
    return "{\"role\":\"user\",\"content\":\"" + text + "\"}";
  }
}
