package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.FinishReason;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.core.Responder;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ScriptedResponder;
import dev.ponder.core.Usage;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

final class ChatEndpointTest {
  private static final ResponseEvent STARTED =
      new ResponseEvent.Started(TestServer.NATIVE.version());
  private static final ResponseEvent FINISHED =
      new ResponseEvent.Finished(FinishReason.STOP, new Usage(3, 1, 2, 0));

  @Test
  void answersWhole() {
    try (TestServer server = echo()) {
      HttpResponse<String> answer = server.ask("");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("content-type")).contains("application/json");
      assertThat(answer.headers().firstValue("openai-version")).contains("2020-10-01");
      assertThat(answer.body())
          .contains(
              "\"object\":\"chat.completion\"",
              "\"content\":\"Say it again, Sam\"",
              "\"model\":\"" + TestServer.NATIVE.version() + "\"");
    }
  }

  @Test
  void streamsOneEventPerLine() {
    try (TestServer server = echo()) {
      HttpResponse<String> answer =
          server.ask(",\"stream\":true,\"stream_options\":{\"include_usage\":true}");

      assertThat(answer.headers().firstValue("content-type"))
          .contains("text/event-stream; charset=utf-8");
      assertThat(answer.headers().firstValue("cache-control")).contains("no-cache");
      assertThat(answer.headers().firstValue("x-accel-buffering")).contains("no");
      String[] events = answer.body().split("\n\n");
      assertThat(events).allMatch(event -> event.startsWith("data: ") && !event.contains("\n"));
      assertThat(events[events.length - 1]).isEqualTo("data: [DONE]");
      assertThat(events[events.length - 2]).contains("\"choices\":[]", "\"total_tokens\"");
    }
  }

  @Test
  void thinkingIsShownUnderTheNativeNameOnly() {
    try (TestServer server = echo()) {
      assertThat(server.ask("").body()).contains("\"reasoning\":\"The user wants");
      String alias = TestServer.chat("").replace("tiny/reasoner@1", "o4-mini");
      assertThat(server.post("/v1/chat/completions", alias).body())
          .contains("Say it again")
          .doesNotContain("The user wants");
    }
  }

  @Test
  void badBodiesAreTheClientsFault() {
    Map<String, Integer> bodies =
        Map.of("", 400, "{", 400, "[]", 400, "\"\\ud800\"", 400, "{\"model\":1}", 400, "{}", 400);
    try (TestServer server = echo()) {
      bodies.forEach((body, status) -> {
        HttpResponse<String> answer = server.post("/v1/chat/completions", body);
        assertThat(answer.statusCode()).as(body).isEqualTo(status);
        assertThat(error(answer).members()).containsOnlyKeys("message", "type", "param", "code");
        assertThat(error(answer).member("type")).contains(Json.of("invalid_request_error"));
      });
    }
  }

  @Test
  void unknownModelIsNotFound() {
    try (TestServer server = echo()) {
      HttpResponse<String> answer =
          server.post(
              "/v1/chat/completions", TestServer.chat("").replace("tiny/reasoner@1", "gpt-9"));

      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(error(answer).member("code")).contains(Json.of("model_not_found"));
    }
  }

  @Test
  void refusesCompressedBodies() {
    try (TestServer server = echo()) {
      HttpResponse<String> answer =
          server.send(
              "POST",
              "/v1/chat/completions",
              TestServer.chat(""),
              Map.of("Content-Encoding", "gzip"));

      assertThat(answer.statusCode()).isEqualTo(415);
      assertThat(error(answer).members()).containsOnlyKeys("message", "type", "param", "code");
    }
  }

  @Test
  void problemBeforeTheFirstEventIsAnHttpError() {
    Problem problem =
        Problem.invalid("messages", "context_length_exceeded", "The prompt is too long.");
    Answering refusing =
        (_, _) -> {
          throw problem.exception();
        };
    try (TestServer server = TestServer.start(refusing)) {
      for (String members : List.of("", ",\"stream\":true", ",\"stream\":true,\"n\":3")) {
        HttpResponse<String> answer = server.ask(members);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(error(answer).member("code")).contains(Json.of("context_length_exceeded"));
      }
    }
  }

  @Test
  void problemAfterTheFirstEventEndsTheStream() {
    Problem problem = Problem.of(Problem.Kind.INTERNAL, "The engine stumbled.");
    Responder failing =
        ScriptedResponder.playing(
            List.of(
                STARTED,
                new ResponseEvent.TextDelta("Well", List.of()),
                new ResponseEvent.Failed(problem)));
    try (TestServer server = TestServer.start(failing)) {
      HttpResponse<String> stream = server.ask(",\"stream\":true");
      assertThat(stream.statusCode()).isEqualTo(200);
      assertThat(stream.body())
          .contains("\"content\":\"Well\"")
          .endsWith(
              "data: {\"error\":{\"message\":\"The engine stumbled.\",\"type\":\"server_error\","
                  + "\"param\":null,\"code\":null}}\n\n");

      HttpResponse<String> whole = server.ask("");
      assertThat(whole.statusCode()).isEqualTo(500);
      assertThat(error(whole).member("message")).contains(Json.of("The engine stumbled."));
    }
  }

  @Test
  void overloadedBackendSaysWhenToTryAgain() {
    Map<Problem.Kind, Integer> statuses =
        Map.of(Problem.Kind.OVERLOADED, 429, Problem.Kind.UNAVAILABLE, 503);
    statuses.forEach((kind, status) -> {
      Answering refusing =
          (_, _) -> {
            throw new Problem(kind, "Later.", Optional.empty(), Optional.empty()).exception();
          };
      try (TestServer server = TestServer.start(refusing)) {
        HttpResponse<String> answer = server.ask("");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValueAsLong("retry-after")).isNotEmpty();
      }
    });
  }

  @Test
  void brokenResponderIsOurFaultAndSaysNothing() {
    Answering broken =
        (_, _) -> {
          throw new IllegalStateException("secret detail");
        };
    try (TestServer server = TestServer.start(broken)) {
      HttpResponse<String> answer = server.ask("");

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).contains("server_error").doesNotContain("secret");
    }
  }

  @Test
  void choicesAreMadeSideBySideWithSeedsInARow() {
    CyclicBarrier all = new CyclicBarrier(3);
    Answering together =
        (request, events) -> {
          events.accept(STARTED);
          try {
            all.await();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
          OptionalLong seed = request.sampling().seed();
          events.accept(new ResponseEvent.TextDelta("seed " + seed.orElse(-1), List.of()));
          events.accept(FINISHED);
        };
    try (TestServer server = TestServer.start(together)) {
      HttpResponse<String> answer = server.ask(",\"n\":3,\"seed\":41");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .containsSubsequence("seed 41", "\"index\":1", "seed 42", "\"index\":2", "seed 43")
          .contains("\"completion_tokens\":6");
    }
  }

  @Test
  void oneFailingChoiceCallsOffTheOthers() throws Exception {
    GatedResponder gated = new GatedResponder(2);
    Answering mixed =
        (request, events) -> {
          if (request.sampling().seed().orElseThrow() == 9) {
            events.accept(STARTED);
            awaitEntered(gated, 2);
            throw Problem.of(Problem.Kind.OVERLOADED, "No room for all.").exception();
          }
          gated.respond(request, events);
        };
    try (TestServer server = TestServer.start(mixed)) {
      HttpResponse<String> answer = server.ask(",\"n\":3,\"seed\":7,\"stream\":true");

      gated.awaitCancelled();
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("No room for all.").doesNotContain("[DONE]");
    }
  }

  @Test
  void silentStreamsCarryPings() throws Exception {
    GatedResponder gated = new GatedResponder(1);
    Limits hasty =
        new Limits(
            16,
            8192,
            Limits.DEFAULT.idle(),
            Limits.DEFAULT.stall(),
            java.time.Duration.ofMillis(5),
            Limits.DEFAULT.linger());
    try (TestServer server = TestServer.start(gated, TestServer.OPTIONS, hasty);
        RawClient client = server.raw()) {
      client.sendChat(TestServer.chat(",\"stream\":true"));
      assertThat(client.readUntil("Hold")).contains("text/event-stream");
      assertThat(client.readUntil(": ping\n\n")).contains(": ping\n\n");
      gated.release(1);
      assertThat(client.readUntil("[DONE]")).contains(" on\"", "[DONE]");
    }
  }

  private static void awaitEntered(GatedResponder gated, int answers) {
    try {
      gated.awaitEntered(answers);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static TestServer echo() {
    return TestServer.start(ScriptedResponder.echo(TestServer.NATIVE.version()));
  }

  private static Json.Obj error(HttpResponse<String> answer) {
    return (Json.Obj) ((Json.Obj) Json.parse(answer.body())).member("error").orElseThrow();
  }
}
