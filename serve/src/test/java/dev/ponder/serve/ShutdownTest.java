package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

final class ShutdownTest {

  @Test
  void answersInFlightFinishWhileNewOnesAreRefused() throws Exception {
    GatedResponder gated = new GatedResponder(2);
    try (TestServer server =
            TestServer.start(
                gated, TestServer.withRequests(8, Duration.ofSeconds(30)), Limits.DEFAULT);
        RawClient whole = server.raw();
        RawClient stream = server.raw()) {
      whole.sendChat(TestServer.chat(""));
      stream.sendChat(TestServer.chat(",\"stream\":true"));
      gated.awaitEntered(2);
      Thread closing = Thread.startVirtualThread(server.server()::close);

      awaitNotReady(server);
      HttpResponse<String> refused = server.ask("");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValueAsLong("retry-after")).isNotEmpty();
      assertThat(refused.body()).contains("shutting down", "service_unavailable_error");
      assertThat(server.get("/health/live").statusCode()).isEqualTo(200);

      gated.release(2);
      assertThat(whole.readAnswer()).contains("Hold on");
      assertThat(stream.readUntil("[DONE]")).contains("[DONE]");
      closing.join();
      assertNobodyListens(server.uri(), stream);
    }
  }

  @Test
  void answersAreCalledOffAfterTheGrace() throws Exception {
    GatedResponder gated = new GatedResponder(2);
    try (TestServer server =
            TestServer.start(
                gated, TestServer.withRequests(8, Duration.ofMillis(50)), Limits.DEFAULT);
        RawClient whole = server.raw();
        RawClient stream = server.raw()) {
      whole.sendChat(TestServer.chat(""));
      stream.sendChat(TestServer.chat(",\"stream\":true"));
      gated.awaitEntered(2);
      stream.readUntil("Hold");
      server.server().close();

      gated.awaitCancelled();
      assertThat(whole.readAnswer())
          .startsWith("HTTP/1.1 503")
          .containsIgnoringCase("Retry-After:")
          .contains("shutting down");
      assertThat(stream.readToEnd())
          .contains("{\"error\":{\"message\":\"The server is shutting down.\"")
          .doesNotContain("[DONE]");
    }
  }

  @Test
  void closingTwiceIsHarmless() {
    TestServer server = TestServer.start(new GatedResponder(0));
    server.close();
    server.close();
  }

  private static void awaitNotReady(TestServer server) {
    while (server.get("/health/ready").statusCode() != 503) {
      Thread.onSpinWait();
    }
  }

  private static void assertNobodyListens(URI uri, RawClient any) {
    int port = any.socket().getPort();
    Assertions.assertThatThrownBy(
            () -> {
              try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.getInputStream().read();
              }
            })
        .isInstanceOf(ConnectException.class);
  }
}
