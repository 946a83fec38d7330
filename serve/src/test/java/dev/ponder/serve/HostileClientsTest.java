package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Json;
import dev.ponder.core.ScriptedResponder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever arrives: an answer in the API's error shape or a closed connection, and a server that
/// is as good as new.
final class HostileClientsTest {
  private static final int HUNDRED_MEGABYTES = 100 << 20;
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(ScriptedResponder.echo(TestServer.NATIVE.version()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void serverIsAsGoodAsNew() {
    server.awaitIdle();
    assertThat(server.ask("").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n\r\nnonsense\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        "GET /v1/models HTTP/1.1\r\n\r\n",
        "GET /v1/models HTTP/1.1\r\nHost: localhost\r\nHost: other\r\n\r\n",
        "GET /v1/models HTTP/1.1\r\nHost: local host\r\n\r\n",
        "GET /v1/models HTTP/1.1\r\nHost: localhost\r\nbroken header\r\n\r\n",
        "GET /v1/\u0000models HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /v1/models HTTP/1.1\r\nHost: localhost\r\nX: a\u0000b\r\n\r\n",
        "G\u007fET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
        "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1e3\r\n\r\n",
        "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n"
            + "Content-Length: 5\r\n\r\n{}{}{}",
        "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"
            + "Transfer-Encoding: chunked\r\n\r\nzzz\r\n{}\r\n0\r\n\r\n",
        "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"
            + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{}\r\n0\r\n\r\n",
        "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Length: 99999999999999999999\r\n\r\n",
      })
  void malformedRequestsGetTheApisErrorShape(String request) throws IOException {
    try (RawClient client = server.raw()) {
      assertApiError(client.send(request).readAnswer());
    }
  }

  @Test
  void malformedRequestsAreCounted() throws IOException {
    try (TestServer fresh = hasty(Duration.ofSeconds(5));
        RawClient client = fresh.raw()) {
      client.send("GET\r\n\r\n").readAnswer();
      assertThat(fresh.get("/metrics").body())
          .contains("ponder_http_requests_total{route=\"malformed\",status=\"400\"} 1\n");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 100_000, 1_000_000})
  void longHeadersAreRefused(int length) throws IOException {
    String request =
        "GET /v1/models HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "a".repeat(length) + "\r\n\r\n";
    String answer = sendAll(request);

    if (length == 1_000) {
      assertThat(answer).startsWith("HTTP/1.1 200");
    } else if (!answer.isEmpty()) {
      assertThat(answer).startsWith("HTTP/1.1 431");
      assertApiError(answer);
    }
  }

  @Test
  void floodsOfHeadersAreRefused() throws IOException {
    String answer =
        sendAll(
            "GET /v1/models HTTP/1.1\r\nHost: localhost\r\n" + "X: y\r\n".repeat(50_000) + "\r\n");

    if (!answer.isEmpty()) {
      assertThat(answer).startsWith("HTTP/1.1 431");
      assertApiError(answer);
    }
  }

  @Test
  void longUrisAreRefused() throws IOException {
    String answer = sendAll("GET /" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

    if (!answer.isEmpty()) {
      assertThat(answer).startsWith("HTTP/1.1 414");
      assertApiError(answer);
    }
  }

  @Test
  void invalidUtf8IsRefused() throws IOException {
    byte[] head =
        "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    try (RawClient client = server.raw()) {
      client.send(head).send(new byte[] {'"', (byte) 0xc3, (byte) 0x28, '"'});
      assertApiError(client.readAnswer());
    }
  }

  @Test
  void announcedHugeBodyIsRefusedUnread() throws IOException {
    try (RawClient client = server.raw()) {
      client.send(
          "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
              + HUNDRED_MEGABYTES
              + "\r\n\r\n{");
      String answer = client.readAnswer();
      assertThat(answer).startsWith("HTTP/1.1 413").containsIgnoringCase("Connection: close");
      assertApiError(answer);
    }
  }

  /// The client sends on without looking, and still gets to see why it was refused.
  @Test
  void streamedHugeBodyIsRefused() throws IOException {
    byte[] piece = new byte[1 << 20];
    Arrays.fill(piece, (byte) ' ');
    try (RawClient client = server.raw()) {
      client.send(
          "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n");
      for (int sent = 0; sent < HUNDRED_MEGABYTES; sent += piece.length) {
        client.send("100000\r\n").send(piece).send("\r\n");
      }
      client.send("0\r\n\r\n");
      String answer = client.readAnswer();
      assertThat(answer).startsWith("HTTP/1.1 413");
      assertApiError(answer);
    }
  }

  @Test
  void clientThatLeavesMidBodyIsForgotten() throws IOException {
    try (RawClient client = server.raw()) {
      client.send(
          "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\n{");
    }
    try (RawClient client = server.raw()) {
      client.send(
          "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\n{");
      client.reset();
    }
  }

  @Test
  void halfClosedClientStillGetsShortAnswers() throws IOException {
    try (RawClient client = server.raw()) {
      client.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
      client.socket().shutdownOutput();
      assertThat(client.readToEnd()).startsWith("HTTP/1.1 200");
    }
  }

  /// Half a connection is taken for none, as in other servers: there is no telling them apart.
  @Test
  void halfClosedClientLosesItsAnswer() throws Exception {
    GatedResponder gated = new GatedResponder(1);
    try (TestServer other = TestServer.start(gated);
        RawClient client = other.raw()) {
      client.sendChat(TestServer.chat(""));
      gated.awaitEntered(1);
      client.socket().shutdownOutput();

      gated.awaitCancelled();
      other.awaitIdle();
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void slowBodiesTimeOut() throws IOException {
    try (TestServer hasty = hasty(Duration.ofMillis(100));
        RawClient client = hasty.raw()) {
      client.send(
          "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\n{");
      String answer = client.readAnswer();
      assertThat(answer).startsWith("HTTP/1.1 408");
      assertApiError(answer);
      hasty.awaitIdle();
    }
  }

  @Test
  void slowHeadersAreCutOff() throws IOException {
    try (TestServer hasty = hasty(Duration.ofMillis(100));
        RawClient client = hasty.raw()) {
      client.send("GET /v1/models HT");
      client.readToEnd();
      assertThat(hasty.get("/health/live").statusCode()).isEqualTo(200);
    }
  }

  /// The idle time is for clients; a model may take longer.
  @Test
  void slowModelsDoNotTimeOut() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    ScriptedResponder echo = ScriptedResponder.echo(TestServer.NATIVE.version());
    Answering slowly =
        (request, events) -> {
          try {
            assertThat(never.await(300, TimeUnit.MILLISECONDS)).isFalse();
          } catch (InterruptedException e) {
            throw new dev.ponder.core.Cancelled("interrupted");
          }
          echo.respond(request, events);
        };
    try (TestServer slow =
        TestServer.start(slowly, TestServer.OPTIONS, limits(Duration.ofMillis(50)))) {
      assertThat(slow.ask("").statusCode()).isEqualTo(200);
      assertThat(slow.ask(",\"stream\":true").body()).contains("[DONE]");
    }
  }

  private static TestServer hasty(Duration idle) {
    return TestServer.start(
        ScriptedResponder.echo(TestServer.NATIVE.version()), TestServer.OPTIONS, limits(idle));
  }

  private static Limits limits(Duration idle) {
    return new Limits(
        16, 8192, idle, Limits.DEFAULT.stall(), Limits.DEFAULT.ping(), Limits.DEFAULT.linger());
  }

  /// Sends more than the server reads; empty when it cut the connection before the answer was read.
  private static String sendAll(String request) throws IOException {
    try (RawClient client = server.raw()) {
      try {
        return client.send(request).readAnswer();
      } catch (IOException reset) {
        return "";
      }
    }
  }

  private static void assertApiError(String answer) {
    assertThat(answer).matches("(?s)HTTP/1\\.1 [45]\\d\\d .*");
    assertThat(answer).containsPattern("(?i)\r\nx-request-id: req_[0-9a-f]{32}\r\n");
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    Json.Obj error = (Json.Obj) ((Json.Obj) Json.parse(body)).member("error").orElseThrow();
    assertThat(error.members()).containsOnlyKeys("message", "type", "param", "code");
  }
}
