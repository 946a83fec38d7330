package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Cancelled;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ScriptedResponder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DisconnectTest {

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"stream\":true", ",\"n\":3", ",\"stream\":true,\"n\":3"})
  void clientThatLeavesEndsItsAnswers(String members) throws Exception {
    int choices = members.contains("\"n\"") ? 3 : 1;
    GatedResponder gated = new GatedResponder(choices);
    try (TestServer server = TestServer.start(gated)) {
      RawClient client = server.raw();
      client.sendChat(TestServer.chat(members));
      gated.awaitEntered(choices);
      client.close();

      gated.awaitCancelled();
      server.awaitIdle();
      assertThat(server.get("/metrics").body())
          .contains("ponder_http_disconnects_total 1\n", "status=\"499\"} 1\n")
          .doesNotContain("status=\"500\"");
    }
  }

  @Test
  void resetIsNoticedToo() throws Exception {
    GatedResponder gated = new GatedResponder(1);
    try (TestServer server = TestServer.start(gated)) {
      RawClient client = server.raw();
      client.sendChat(TestServer.chat(""));
      gated.awaitEntered(1);
      client.reset();

      gated.awaitCancelled();
      server.awaitIdle();
    }
  }

  /// Before the first event nothing was written that could fail.
  @Test
  void clientThatLeavesBeforeTheFirstEventEndsItsAnswer() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Answering waiting =
        (_, _) -> {
          entered.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
            throw new Cancelled("interrupted");
          }
        };
    try (TestServer server = TestServer.start(waiting)) {
      RawClient client = server.raw();
      client.sendChat(TestServer.chat(",\"stream\":true"));
      assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
      client.close();

      assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
      server.awaitIdle();
    }
  }

  @Test
  void clientThatStopsReadingIsGivenUp() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    Answering endless =
        (_, events) -> {
          try {
            events.accept(new ResponseEvent.Started(TestServer.NATIVE.version()));
            String much = "x".repeat(100_000);
            while (true) {
              events.accept(new ResponseEvent.TextDelta(much, List.of()));
            }
          } finally {
            ended.countDown();
          }
        };
    Limits impatient =
        new Limits(
            16,
            8192,
            Limits.DEFAULT.idle(),
            Duration.ofMillis(200),
            Limits.DEFAULT.ping(),
            Limits.DEFAULT.linger());
    try (TestServer server = TestServer.start(endless, TestServer.OPTIONS, impatient);
        RawClient client = server.raw()) {
      client.sendChat(TestServer.chat(",\"stream\":true"));

      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
      server.awaitIdle();
    }
  }

  /// The watch reads the first byte of a request that comes early and must hand it back.
  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    GatedResponder gated = new GatedResponder(1);
    try (TestServer server = TestServer.start(gated);
        RawClient client = server.raw()) {
      client.sendChat(TestServer.chat(""));
      gated.awaitEntered(1);
      client.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
      gated.release(1);

      assertThat(client.readAnswer()).contains("Hold on");
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 200").contains("live");
    }
  }

  @Test
  void connectionServesManyRequestsAfterBeingWatched() throws Exception {
    try (TestServer server = TestServer.start(ScriptedResponder.echo(TestServer.NATIVE.version()));
        RawClient client = server.raw()) {
      for (int i = 0; i < 50; i++) {
        client.sendChat(TestServer.chat(""));
        assertThat(client.readAnswer()).startsWith("HTTP/1.1 200").contains("Say it again");
      }
    }
  }
}
