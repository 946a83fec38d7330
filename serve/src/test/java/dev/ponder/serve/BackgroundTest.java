package dev.ponder.serve;

import static dev.ponder.serve.Wire.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Json;
import dev.ponder.core.ResponseEvent;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class BackgroundTest {

  @Test
  void waitsRunsAndCompletesWithoutItsClient() throws Exception {
    GatedResponder gated = new GatedResponder(1);
    try (TestServer server = TestServer.start(gated)) {
      HttpResponse<String> queued = ask(server, "");
      String path = "/v1/responses/" + text(queued, "id");
      assertThat(queued.statusCode()).isEqualTo(200);
      assertThat(text(queued, "status")).isEqualTo("queued");
      assertThat(text(queued, "background")).isEqualTo("true");
      assertThat(text(queued, "output")).isEqualTo("[]");

      gated.awaitEntered(1);
      assertThat(text(server.get(path), "status")).isEqualTo("in_progress");
      gated.release(1);
      HttpResponse<String> over = awaitStatus(server, path, "completed");
      assertThat(text(over, "output.0.content.0.text")).isEqualTo("Hold on");
      assertThat(text(over, "usage.total_tokens")).isEqualTo("5");
      assertThat(server.get(path + "?stream=true").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void canBeCancelledTwiceAndFreesItsSequence() throws Exception {
    GatedResponder gated = new GatedResponder(1);
    try (TestServer server = TestServer.start(gated)) {
      String path = "/v1/responses/" + text(ask(server, ""), "id");
      gated.awaitEntered(1);

      HttpResponse<String> cancelled = server.post(path + "/cancel", "");
      gated.awaitCancelled();
      assertThat(text(cancelled, "status")).isEqualTo("cancelled");
      HttpResponse<String> again = server.post(path + "/cancel", "");
      assertThat(again.statusCode()).isEqualTo(200);
      assertThat(again.body()).isEqualTo(cancelled.body()).isEqualTo(server.get(path).body());
    }
  }

  @Test
  void onlyWhatIsMadeInTheBackgroundCanBeCancelled() {
    try (TestServer server = TestServer.start(new ToolingResponder())) {
      String id =
          text(server.post("/v1/responses", "{\"model\":\"o4-mini\",\"input\":\"Hello\"}"), "id");
      HttpResponse<String> refused = server.post("/v1/responses/" + id + "/cancel", "");
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(text(refused, "error.message")).contains("Cannot cancel");
    }
  }

  @Test
  void deletionEndsWhatRuns() throws Exception {
    GatedResponder gated = new GatedResponder(1);
    try (TestServer server = TestServer.start(gated)) {
      String path = "/v1/responses/" + text(ask(server, ""), "id");
      gated.awaitEntered(1);

      assertThat(server.send("DELETE", path, "", Map.of()).statusCode()).isEqualTo(200);
      gated.awaitCancelled();
      assertThat(server.get(path).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void streamsCanBeResumedAfterEveryEvent() {
    try (TestServer server = TestServer.start(new ToolingResponder())) {
      String stream = ask(server, ",\"stream\":true").body();
      List<Json> all = Wire.events(stream);
      String path = "/v1/responses/" + text(all.getFirst(), "response.id") + "?stream=true";
      assertThat(Wire.types(stream))
          .startsWith("response.created", "response.queued", "response.in_progress")
          .endsWith("response.completed");

      assertThat(server.get(path).body()).isEqualTo(stream);
      for (int i = 0; i < all.size(); i++) {
        assertThat(Wire.events(server.get(path + "&starting_after=" + i).body()))
            .as("after %d", i)
            .isEqualTo(all.subList(i + 1, all.size()));
      }
      assertThat(server.get(path + "&starting_after=100000").body()).isEqualTo("data: [DONE]\n\n");
      assertThat(server.get(path + "&starting_after=x").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void severalCanFollowWhatGoesOn() throws Exception {
    GatedResponder gated = new GatedResponder(1);
    try (TestServer server = TestServer.start(gated);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      RawClient first = server.raw();
      String body = body(",\"stream\":true");
      first.send(
          "POST /v1/responses HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      gated.awaitEntered(1);
      String begun = first.readUntil("\"delta\":\"Hold\"");
      String id = begun.replaceFirst("(?s).*?\"id\":\"(resp_[^\"]+)\".*", "$1");
      // The one that began it leaves; the response goes on.
      first.close();
      List<Future<String>> followers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        String path = "/v1/responses/" + id + "?stream=true&starting_after=" + i;
        followers.add(threads.submit(() -> server.get(path).body()));
      }
      gated.release(1);

      for (int i = 0; i < 3; i++) {
        List<Json> events = Wire.events(followers.get(i).get());
        assertThat(text(events.getFirst(), "sequence_number")).isEqualTo("" + (i + 1));
        assertThat(text(events.getLast(), "type")).isEqualTo("response.completed");
      }
    }
  }

  @Test
  void failuresAreStored() {
    Answering failing =
        (_, events) -> {
          events.accept(new ResponseEvent.Started(TestServer.NATIVE.version()));
          throw new IllegalStateException("broken on purpose");
        };
    try (TestServer server = TestServer.start(failing)) {
      String path = "/v1/responses/" + text(ask(server, ""), "id");
      HttpResponse<String> failed = awaitStatus(server, path, "failed");
      assertThat(text(failed, "error.code")).isEqualTo("server_error");
      assertThat(failed.body()).doesNotContain("on purpose");
    }
  }

  @Test
  void needsAStore() {
    try (TestServer server = TestServer.start(new ToolingResponder())) {
      assertThat(ask(server, ",\"store\":false").statusCode()).isEqualTo(400);
    }
  }

  private static HttpResponse<String> ask(TestServer server, String members) {
    return server.post("/v1/responses", body(members));
  }

  private static String body(String members) {
    return "{\"model\":\"tiny/reasoner@1\",\"input\":\"Hello there\",\"background\":true"
        + members
        + "}";
  }

  private static HttpResponse<String> awaitStatus(TestServer server, String path, String status) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (true) {
      HttpResponse<String> now = server.get(path);
      if (text(now, "status").equals(status)) {
        return now;
      }
      assertThat(System.nanoTime()).as(now.body()).isLessThan(deadline);
    }
  }
}
