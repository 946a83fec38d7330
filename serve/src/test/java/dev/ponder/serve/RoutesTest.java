package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Json;
import dev.ponder.core.ScriptedResponder;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class RoutesTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(ScriptedResponder.echo(TestServer.NATIVE.version()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void listsModelsDefaultFirst() {
    HttpResponse<String> answer = server.get("/v1/models");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(answer.body()).contains("\"object\":\"list\"", TestServer.SHA256);
    assertThat(answer.body().indexOf("tiny/reasoner@1"))
        .isPositive()
        .isLessThan(answer.body().indexOf("o4-mini"));
  }

  @Test
  void findsModelsByPlainAndEscapedIds() {
    for (String path :
        List.of(
            "tiny/reasoner@1", "tiny%2Freasoner%401", "tiny%2freasoner@1", "%74iny/reasoner@1")) {
      HttpResponse<String> answer = server.get("/v1/models/" + path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.body()).contains("\"id\":\"tiny/reasoner@1\"");
    }
    assertThat(server.get("/v1/models/" + TestServer.NATIVE.version()).statusCode()).isEqualTo(200);
  }

  @Test
  void unknownModelIsTheApisError() {
    for (String path : List.of("gpt-9", "a+b", "%7f", "a//b", "..%2f..%2fetc", "%25")) {
      HttpResponse<String> answer = server.get("/v1/models/" + path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(error(answer).member("code")).contains(Json.of("model_not_found"));
      assertThat(error(answer).member("param")).contains(Json.of("model"));
    }
  }

  @Test
  void unknownPathsAreInvalidUrls() {
    for (String path : List.of("/v1/x", "/v2/models", "/v1/models/", "/v1//models", "/x?y=1")) {
      HttpResponse<String> answer = server.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      String shown = path.replaceAll("\\?.*", "");
      assertThat(error(answer).member("message"))
          .contains(Json.of("Invalid URL (GET " + shown + ")"));
      assertThat(answer.headers().firstValue("x-request-id")).get().asString().startsWith("req_");
    }
    assertThat(server.post("/v1/x", "{}").body()).contains("Invalid URL (POST /v1/x)");
  }

  @Test
  void wrongMethodsAreToldTheRightOnes() {
    HttpResponse<String> put = server.send("PUT", "/v1/chat/completions", "", Map.of());
    assertThat(put.statusCode()).isEqualTo(405);
    assertThat(put.headers().firstValue("allow")).contains("GET, HEAD, POST");
    assertThat(error(put).members()).containsOnlyKeys("message", "type", "param", "code");

    HttpResponse<String> delete = server.send("DELETE", "/v1/models/o4-mini", "", Map.of());
    assertThat(delete.statusCode()).isEqualTo(405);
    assertThat(delete.headers().firstValue("allow")).contains("GET, HEAD");
  }

  @Test
  void everyAnswerHasItsOwnRequestId() {
    List<String> ids =
        List.of("/", "/health/live", "/health/ready", "/metrics", "/v1/models", "/nowhere").stream()
            .map(path -> server.get(path).headers().firstValue("x-request-id").orElseThrow())
            .toList();

    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("req_[0-9a-f]{32}"));
  }

  @Test
  void apiAnswersTellVersionAndTime() {
    HttpResponse<String> answer = server.get("/v1/models");

    assertThat(answer.headers().firstValue("openai-version")).contains("2020-10-01");
    assertThat(answer.headers().firstValueAsLong("openai-processing-ms")).isNotEmpty();
    assertThat(answer.headers().firstValue("server")).isEmpty();
    assertThat(server.get("/metrics").headers().firstValue("openai-version")).isEmpty();
  }

  @Test
  void headHasNoBody() {
    HttpResponse<String> answer = server.send("HEAD", "/health/live", "", Map.of());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void rootSaysWhatThisIs() {
    assertThat(server.get("/").body()).contains("Ponder", "/v1/chat/completions", "README.md");
  }

  @Test
  void metricsCountRequestsByRouteAndStatus() {
    try (TestServer fresh = TestServer.start(ScriptedResponder.echo(TestServer.NATIVE.version()))) {
      fresh.get("/v1/models/o4-mini");
      fresh.get("/v1/models/gpt-9");
      fresh.get("/a");
      fresh.get("/b");
      fresh.ask(",\"stream\":true");
      HttpResponse<String> metrics = fresh.get("/metrics");

      assertThat(metrics.headers().firstValue("content-type"))
          .contains("text/plain; version=0.0.4; charset=utf-8");
      assertThat(metrics.body())
          .contains(
              "# TYPE ponder_http_requests_total counter\n",
              "ponder_http_requests_total{route=\"/v1/models/{id...}\",status=\"200\"} 1\n",
              "ponder_http_requests_total{route=\"/v1/models/{id...}\",status=\"404\"} 1\n",
              "ponder_http_requests_total{route=\"unknown\",status=\"404\"} 2\n",
              "ponder_http_requests_in_flight 1\n",
              "ponder_http_request_seconds_count 5\n",
              "ponder_time_to_first_token_seconds_bucket{le=\"+Inf\"} 1\n",
              "# HELP ponder_test_total From the backend.\n",
              "ponder_test_total 7\n");
    }
  }

  private static Json.Obj error(HttpResponse<String> answer) {
    return (Json.Obj) ((Json.Obj) Json.parse(answer.body())).member("error").orElseThrow();
  }
}
