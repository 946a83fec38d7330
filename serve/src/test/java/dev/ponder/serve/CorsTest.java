package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.ScriptedResponder;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CorsTest {
  private static final String PAGE = "https://chat.example.org";

  @Test
  void browsersThatAskFirstAreToldWhatTheyMay() throws Exception {
    try (TestServer server = start(Set.of(PAGE))) {
      String answer =
          answer(
              server,
              "OPTIONS /v1/chat/completions",
              "Origin: " + PAGE,
              "Access-Control-Request-Method: POST",
              "Access-Control-Request-Headers: authorization,x-stainless-os");

      assertThat(answer)
          .startsWith("HTTP/1.1 204")
          .contains(
              "Access-Control-Allow-Origin: " + PAGE,
              "Access-Control-Allow-Methods: GET, POST",
              "Access-Control-Allow-Headers: authorization,x-stainless-os",
              "Vary: Origin");
    }
  }

  @Test
  void answersNameThePageAndWhatItMayRead() throws Exception {
    try (TestServer server = start(Set.of(PAGE))) {
      assertThat(answer(server, "GET /v1/models", "Origin: " + PAGE))
          .startsWith("HTTP/1.1 200")
          .contains("Access-Control-Allow-Origin: " + PAGE, "Expose-Headers: x-request-id");
    }
  }

  @Test
  void otherPagesAreToldNothing() throws Exception {
    try (TestServer server = start(Set.of(PAGE))) {
      assertThat(
              answer(
                  server,
                  "OPTIONS /v1/models",
                  "Origin: https://evil.example",
                  "Access-Control-Request-Method: GET"))
          .startsWith("HTTP/1.1 204")
          .doesNotContain("Allow-Origin", "Allow-Methods");
      assertThat(answer(server, "GET /v1/models", "Origin: https://evil.example"))
          .startsWith("HTTP/1.1 403")
          .doesNotContain("Allow-Origin");
    }
  }

  @Test
  void withoutPagesNothingIsSaidAtAll() throws Exception {
    try (TestServer server = start(Set.of())) {
      assertThat(answer(server, "GET /v1/models", "Origin: http://localhost:3000"))
          .startsWith("HTTP/1.1 200")
          .doesNotContain("Allow-Origin", "Vary");
    }
  }

  private static String answer(TestServer server, String request, String... headers)
      throws Exception {
    try (RawClient client = server.raw()) {
      client.send(
          request + " HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
      return client.readUntil("\r\n\r\n");
    }
  }

  private static TestServer start(Set<String> pages) {
    return TestServer.start(
        ScriptedResponder.echo(TestServer.NATIVE.version()),
        TestServer.OPTIONS.withOrigins(pages),
        Limits.DEFAULT);
  }
}
