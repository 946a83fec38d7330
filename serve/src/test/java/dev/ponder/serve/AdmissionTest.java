package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AdmissionTest {

  @Test
  void oneMoreThanCanBeAnsweredIsTurnedAway() throws Exception {
    GatedResponder gated = new GatedResponder(2);
    try (TestServer server =
            TestServer.start(
                gated, TestServer.withRequests(2, Duration.ofSeconds(10)), Limits.DEFAULT);
        RawClient first = server.raw();
        RawClient second = server.raw()) {
      first.sendChat(TestServer.chat(""));
      second.sendChat(TestServer.chat(",\"stream\":true"));
      gated.awaitEntered(2);

      HttpResponse<String> third = server.ask("");
      assertThat(third.statusCode()).isEqualTo(429);
      assertThat(third.headers().firstValueAsLong("retry-after")).hasValue(1);
      assertThat(third.body()).contains("\"code\":\"rate_limit_exceeded\"");
      assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
      assertThat(server.get("/v1/models").statusCode()).isEqualTo(200);
      assertThat(server.get("/metrics").body())
          .contains("route=\"/v1/chat/completions\",status=\"429\"} 1\n");

      gated.release(3);
      assertThat(first.readAnswer()).contains("Hold on");
      assertThat(second.readUntil("[DONE]")).contains("[DONE]");
      server.awaitIdle();
      assertThat(server.ask("").statusCode()).isEqualTo(200);
    }
  }

  /// An idle server refused more answers than it computes side by side as if it were busy, for
  /// ever.
  @Test
  void moreAnswersThanThereIsRoomForComeOneAfterTheOther() throws Exception {
    GatedResponder gated = new GatedResponder(1);
    try (TestServer server =
            TestServer.start(
                gated, TestServer.withRequests(3, Duration.ofSeconds(10)), Limits.DEFAULT);
        RawClient client = server.raw()) {
      client.sendChat(TestServer.chat(",\"n\":128"));
      gated.awaitEntered(2);
      gated.release(2);
      gated.awaitEntered(2);
      gated.release(126);
      assertThat(client.readAnswer()).contains("\"index\":127");
      assertThat(gated.mostAtOnce()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void clientThatLeavesMakesRoom() throws Exception {
    GatedResponder gated = new GatedResponder(1);
    try (TestServer server =
        TestServer.start(
            gated, TestServer.withRequests(1, Duration.ofSeconds(10)), Limits.DEFAULT)) {
      for (int i = 0; i < 5; i++) {
        RawClient client = server.raw();
        client.sendChat(TestServer.chat(""));
        gated.awaitEntered(1);
        client.close();
        server.awaitIdle();
      }
      gated.release(1);
      assertThat(server.ask("").statusCode()).isEqualTo(200);
    }
  }
}
