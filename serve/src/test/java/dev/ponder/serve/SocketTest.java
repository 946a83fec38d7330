package dev.ponder.serve;

import static dev.ponder.serve.Wire.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.Json;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SocketTest {
  private static final String UNSTORED = ",\"store\":false,\"stream\":true";

  @Test
  void answersOneAfterTheOtherAndRemembersWhatNothingStores() throws Exception {
    ToolingResponder responder = new ToolingResponder();
    try (TestServer server = TestServer.start(responder);
        SocketClient client = new SocketClient(server.uri())) {
      client.create("\"generate\":false,\"input\":\"Be kind\"" + UNSTORED);
      List<Json> prepared = client.turn();
      assertThat(text(prepared.getFirst(), "type")).isEqualTo("response.created");
      assertThat(text(prepared.getLast(), "response.output")).isEqualTo("[]");
      assertThat(responder.requests).isEmpty();

      client.create(after(prepared) + "\"input\":\"Hello\"" + UNSTORED);
      List<Json> first = client.turn();
      assertThat(text(first.getLast(), "response.output.1.content.0.text"))
          .isEqualTo("You said: Hello");
      assertThat(text(first.getLast(), "sequence_number")).isEqualTo("" + (first.size() - 1));
      client.create(after(first) + "\"input\":\"Again\"" + UNSTORED);
      assertThat(text(client.turn().getLast(), "type")).isEqualTo("response.completed");

      assertThat(responder.requests.getLast().conversation().items()).hasSize(4);
      assertThat(server.get("/v1/responses/" + text(first.getLast(), "response.id")).statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void aFailedTurnForgetsTheOneBefore() throws Exception {
    try (TestServer server = TestServer.start(new ToolingResponder());
        SocketClient client = new SocketClient(server.uri())) {
      client.create("\"input\":\"Hello\"" + UNSTORED);
      List<Json> first = client.turn();
      client.create(after(first) + "\"input\":[{\"type\":\"item_reference\",\"id\":\"rs_x\"}]");
      Json failed = client.turn().getLast();
      assertThat(text(failed, "type")).isEqualTo("error");
      assertThat(text(failed, "status")).isEqualTo("404");

      client.create(after(first) + "\"input\":\"Again\"" + UNSTORED);
      Json gone = client.turn().getLast();
      assertThat(text(gone, "status")).isEqualTo("400");
      assertThat(text(gone, "error.code")).isEqualTo("previous_response_not_found");
      assertThat(text(gone, "error.param")).isEqualTo("previous_response_id");
    }
  }

  @Test
  void whatIsStoredCanBeContinuedElsewhere() throws Exception {
    try (TestServer server = TestServer.start(new ToolingResponder());
        SocketClient one = new SocketClient(server.uri());
        SocketClient other = new SocketClient(server.uri())) {
      one.create("\"input\":\"Hello\"");
      List<Json> first = one.turn();
      other.create(after(first) + "\"input\":\"Again\"");
      List<Json> second = other.turn();
      assertThat(text(second.getLast(), "type")).isEqualTo("response.completed");
      assertThat(server.get("/v1/responses/" + text(second.getLast(), "response.id")).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void wrongMessagesAreRefusedAndTheConnectionStays() throws Exception {
    try (TestServer server = TestServer.start(new ToolingResponder());
        SocketClient client = new SocketClient(server.uri())) {
      for (String wrong :
          List.of("{", "[]", "{\"type\":\"response.unknown\"}", "{\"type\":\"response.create\"}")) {
        client.send(wrong);
        Json error = Json.parse(client.next());
        assertThat(text(error, "type")).isEqualTo("error");
        assertThat(text(error, "status")).isEqualTo("400");
        assertThat(text(error, "error.type")).isEqualTo("invalid_request_error");
      }
      client.create("\"input\":\"Hello\"");
      assertThat(text(client.turn().getLast(), "type")).isEqualTo("response.completed");
    }
  }

  @Test
  void tooLargeAMessageEndsTheConnection() throws Exception {
    try (TestServer server = TestServer.start(new ToolingResponder());
        SocketClient client = new SocketClient(server.uri())) {
      client.sendInVain("x".repeat(1 << 21));
      assertThat(client.next()).startsWith(SocketClient.CLOSED);
    }
  }

  @Test
  void aClosedConnectionFreesItsSequence() throws Exception {
    GatedResponder gated = new GatedResponder(1);
    try (TestServer server = TestServer.start(gated)) {
      SocketClient client = new SocketClient(server.uri());
      client.create("\"input\":\"Hello\"");
      gated.awaitEntered(1);
      client.close();
      gated.awaitCancelled();
    }
  }

  @Test
  void silentConnectionsCarryPings() throws Exception {
    GatedResponder gated = new GatedResponder(1);
    Limits lively =
        new Limits(
            16,
            8192,
            Limits.DEFAULT.idle(),
            Limits.DEFAULT.stall(),
            java.time.Duration.ofMillis(5),
            Limits.DEFAULT.linger());
    try (TestServer server = TestServer.start(gated, TestServer.OPTIONS, lively);
        SocketClient client = new SocketClient(server.uri())) {
      client.create("\"input\":\"Hello\"");
      gated.awaitEntered(1);
      client.awaitPings(3);
      gated.release(1);
      assertThat(text(client.turn().getLast(), "type")).isEqualTo("response.completed");
    }
  }

  @Test
  void keysAndOriginsAreChecked() {
    try (TestServer server = TestServer.locked(new ToolingResponder(), "sk-one-two-three-four")) {
      assertThatThrownBy(() -> new SocketClient(server.uri())).satisfies(e -> refused(e, 401));
      String[] key = {"Authorization", "Bearer sk-one-two-three-four"};
      new SocketClient(server.uri(), key).close();
      assertThatThrownBy(() ->
              new SocketClient(server.uri(), key[0], key[1], "Origin", "https://evil.example.org"))
          .satisfies(e -> refused(e, 403));
      new SocketClient(server.uri(), key[0], key[1], "Origin", "app://desktop").close();
    }
  }

  @Test
  void withoutAnUpgradeThereIsNothingToGet() {
    try (TestServer server = TestServer.start(new ToolingResponder())) {
      assertThat(server.get("/v1/responses").statusCode()).isEqualTo(405);
    }
  }

  private static void refused(Throwable e, int status) {
    assertThat(e)
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            cause -> assertThat(cause.getResponse().statusCode()).isEqualTo(status));
  }

  private static String after(List<Json> turn) {
    return "\"previous_response_id\":\"" + text(turn.getLast(), "response.id") + "\",";
  }
}
