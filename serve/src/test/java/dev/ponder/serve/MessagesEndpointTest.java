package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class MessagesEndpointTest {
  private static final Map<String, String> ANTHROPIC = Map.of("anthropic-version", "2023-06-01");
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(new ToolLoop());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void streamsNamedEvents() {
    HttpResponse<String> answer = server.post("/v1/messages?beta=true", ask(",\"stream\":true"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type"))
        .contains("text/event-stream; charset=utf-8");
    assertThat(answer.body().lines().filter(line -> line.startsWith("event: ")))
        .containsExactly(
            "event: message_start",
            "event: content_block_start",
            "event: ping",
            "event: content_block_delta",
            "event: content_block_delta",
            "event: content_block_stop",
            "event: message_delta",
            "event: message_stop");
    assertThat(answer.body()).contains("\"usage\":{\"input_tokens\":10,");
  }

  @Test
  void answersProbesAsClaudeCodeSendsThem() {
    assertThat(server.send("HEAD", "/", "", Map.of()).statusCode()).isEqualTo(200);
  }

  @Test
  void everyErrorOfTheseRoutesHasAnthropicsShape() {
    assertError(server.post("/v1/messages", "{"), 400, "invalid_request_error");
    assertError(server.post("/v1/messages", ask(",\"foo\":1")), 400, "invalid_request_error");
    assertError(server.get("/v1/messages"), 405, "invalid_request_error");
    assertError(server.get("/v1/messages/batches"), 404, "not_found_error");
    assertError(server.post("/v1/messages/batches/b/cancel", "{}"), 404, "not_found_error");
    assertError(server.post("/v1/messages/unknown", "{}"), 404, "not_found_error");
    assertError(server.send("GET", "/v1/nothing", "", ANTHROPIC), 404, "not_found_error");
    assertError(server.send("GET", "/v1/models/none", "", ANTHROPIC), 404, "not_found_error");
    assertError(
        server.send("GET", "/v1/models?limit=0", "", ANTHROPIC), 400, "invalid_request_error");
    assertError(
        server.post("/v1/messages", ask("").replace("Hello", "x".repeat(1 << 20))),
        413,
        "request_too_large");
  }

  @Test
  void betasMaySendFieldsThatNobodyKnows() {
    HttpResponse<String> answer =
        server.send(
            "POST", "/v1/messages", ask(",\"foo\":1"), Map.of("anthropic-beta", "foo-2030-01-01"));
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void oneListOfModelsForEachDialect() {
    assertThat(server.get("/v1/models").body()).startsWith("{\"object\":\"list\"");
    assertThat(server.send("GET", "/v1/models?limit=1", "", ANTHROPIC).body())
        .startsWith("{\"data\":[{\"type\":\"model\",\"id\":\"tiny/reasoner@1\"")
        .endsWith("\"has_more\":true}");
  }

  private static void assertError(HttpResponse<String> answer, int status, String type) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    String id = answer.headers().firstValue("request-id").orElseThrow();
    assertThat(answer.headers().firstValue("x-request-id")).contains(id);
    assertThat(answer.body())
        .startsWith("{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"")
        .endsWith(",\"request_id\":\"" + id + "\"}");
  }

  private static String ask(String members) {
    return """
    {"model":"tiny/reasoner@1","max_tokens":50,"messages":[{"role":"user","content":"Hello"}]%s}\
    """
        .formatted(members);
  }
}
