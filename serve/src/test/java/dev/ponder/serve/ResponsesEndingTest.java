package dev.ponder.serve;

import static dev.ponder.serve.Wire.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ScriptedResponder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The ways in which a response ends that are not its completion.
final class ResponsesEndingTest {

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"stream\":true"})
  void clientThatLeavesEndsItsResponse(String members) throws Exception {
    GatedResponder gated = new GatedResponder(1);
    try (TestServer server = TestServer.start(gated)) {
      String body = body(members);
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
      assertThat(server.get("/metrics").body()).contains("ponder_http_disconnects_total 1\n");
    }
  }

  @Test
  void clientsMayLeaveOnceTheyHaveReadTheEnd() throws Exception {
    int times = 20;
    try (TestServer server =
        TestServer.start(ScriptedResponder.echo(TestServer.NATIVE.version()))) {
      String body = body(",\"stream\":true");
      for (int i = 0; i < times; i++) {
        try (RawClient client = server.raw()) {
          client.send(
              "POST /v1/responses HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body);
          client.readUntil("event: response.completed");
        }
      }
      server.awaitIdle();

      assertThat(server.get("/metrics").body())
          .contains(
              "ponder_http_requests_total{route=\"/v1/responses\",status=\"200\"} " + times + "\n",
              "ponder_http_disconnects_total 0\n");
    }
  }

  @Test
  void failuresInAStreamAreToldAndStored() {
    Answering failing =
        (_, events) -> {
          events.accept(new ResponseEvent.Started(TestServer.NATIVE.version()));
          events.accept(new ResponseEvent.TextDelta("So far", List.of()));
          events.accept(new ResponseEvent.Failed(Problem.of(Problem.Kind.INTERNAL, "It broke.")));
        };
    try (TestServer server = TestServer.start(failing)) {
      String stream = server.post("/v1/responses", body(",\"stream\":true")).body();
      assertThat(Wire.types(stream)).endsWith("error", "response.failed");
      Json failed = Wire.events(stream).getLast();
      HttpResponse<String> stored = server.get("/v1/responses/" + text(failed, "response.id"));
      assertThat(text(stored, "status")).isEqualTo("failed");
      assertThat(text(stored, "error.message")).isEqualTo("It broke.");

      HttpResponse<String> whole = server.post("/v1/responses", body(""));
      assertThat(whole.statusCode()).isEqualTo(500);
      assertThat(text(whole, "error.message")).isEqualTo("It broke.");
    }
  }

  @Test
  void tooLongAnInputIsRefusedBeforeTheStream() {
    Answering refusing =
        (_, _) -> {
          throw Problem.invalid("messages", "context_length_exceeded", "Too long.").exception();
        };
    try (TestServer server = TestServer.start(refusing)) {
      HttpResponse<String> refused = server.post("/v1/responses", body(",\"stream\":true"));
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(text(refused, "error.param")).isEqualTo("input");
      assertThat(text(refused, "error.message"))
          .isEqualTo(
              "Your input exceeds the context window of this model. Please adjust your input and"
                  + " try again.");
    }
  }

  @Test
  void aServerThatStopsSaysSo() throws Exception {
    GatedResponder gated = new GatedResponder(1);
    TestServer server =
        TestServer.start(gated, TestServer.withRequests(8, Duration.ZERO), Limits.DEFAULT);
    try (RawClient client = server.raw()) {
      String body = body(",\"stream\":true");
      client.send(
          "POST /v1/responses HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      client.readUntil("\"delta\":\"Hold\"");
      server.close();
      assertThat(client.readToEnd())
          .contains("event: error\n", "shutting down", "event: response.failed\n");
    }
  }

  private static String body(String members) {
    return "{\"model\":\"tiny/reasoner@1\",\"input\":\"Hello there\"" + members + "}";
  }
}
