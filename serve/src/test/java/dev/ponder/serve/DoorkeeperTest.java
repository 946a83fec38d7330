package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.api.Keyring;
import dev.ponder.core.ScriptedResponder;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DoorkeeperTest {
  private static final String KEY = "sk-0123456789-abcdefgh";

  @Test
  void apiNeedsOneOfTheKeys() {
    try (TestServer server = locked(KEY, "other")) {
      for (Map<String, String> headers :
          List.of(
              Map.of("Authorization", "Bearer " + KEY),
              Map.of("authorization", "bearer other"),
              Map.of("x-api-key", KEY))) {
        assertThat(server.send("GET", "/v1/models", "", headers).statusCode()).isEqualTo(200);
      }
      for (Map<String, String> headers :
          List.of(
              Map.<String, String>of(),
              Map.of("Authorization", "Bearer " + KEY + "x"),
              Map.of("Authorization", "Bearer "),
              Map.of("Authorization", "Basic " + KEY),
              Map.of("x-api-key", "wrong"))) {
        HttpResponse<String> answer = server.send("GET", "/v1/models", "", headers);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"code\":\"invalid_api_key\"");
      }
      assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void refusalsDoNotRepeatTheKey() {
    try (TestServer server = locked(KEY)) {
      assertThat(askWith(server, "sk-very-long-and-secret-1234"))
          .contains("Incorrect API key provided: sk-********1234.")
          .doesNotContain("secret");
      assertThat(askWith(server, "short")).contains("provided: ********.");
    }
  }

  @Test
  void onLoopbackWithoutKeysOnlyLocalNamesAreServed() throws Exception {
    try (TestServer server = start(TestServer.OPTIONS)) {
      for (String host :
          List.of("localhost", "LOCALHOST:80", "127.0.0.1:1", "[::1]:8080", "a.localhost")) {
        assertThat(statusFor(server, "/v1/models", "Host: " + host)).as(host).contains(" 200 ");
      }
      for (String host : List.of("evil.example", "127.0.0.1.evil.example", "10.0.0.1")) {
        assertThat(statusFor(server, "/v1/models", "Host: " + host)).as(host).contains(" 403 ");
        assertThat(statusFor(server, "/metrics", "Host: " + host)).contains(" 403 ");
        assertThat(statusFor(server, "/health/live", "Host: " + host)).contains(" 200 ");
      }
    }
  }

  @Test
  void pagesFromElsewhereAreRefused() throws Exception {
    try (TestServer server = start(TestServer.OPTIONS)) {
      Map<String, String> origins =
          Map.of(
              "http://localhost:3000", " 200 ",
              "https://127.0.0.1", " 200 ",
              "app://desktop", " 200 ",
              "https://evil.example", " 403 ",
              "null", " 403 ",
              "http://", " 403 ");
      for (Map.Entry<String, String> origin : origins.entrySet()) {
        String headers = "Host: localhost\r\nOrigin: " + origin.getKey();
        assertThat(statusFor(server, "/v1/models", headers))
            .as(origin.getKey())
            .contains(origin.getValue());
      }
    }
  }

  @Test
  void withKeysAnyNameWillDo() throws Exception {
    try (TestServer server = locked(KEY)) {
      String headers = "Host: behind.a.proxy\r\nAuthorization: Bearer " + KEY;
      assertThat(statusFor(server, "/v1/models", headers)).contains(" 200 ");
    }
  }

  private static String askWith(TestServer server, String key) {
    return server.send("GET", "/v1/models", "", Map.of("Authorization", "Bearer " + key)).body();
  }

  private static String statusFor(TestServer server, String path, String headers) throws Exception {
    try (RawClient client = server.raw()) {
      client.send("GET " + path + " HTTP/1.1\r\n" + headers + "\r\n\r\n");
      return client.readUntil("\r\n");
    }
  }

  @Test
  void pagesThatWereNamedMayAsk() throws Exception {
    ServerOptions options = TestServer.OPTIONS.withOrigins(Set.of("https://chat.example.org"));
    try (TestServer server = start(options)) {
      String headers = "Host: localhost\r\nOrigin: https://chat.example.org";
      assertThat(statusFor(server, "/v1/models", headers)).contains(" 200 ");
      assertThat(statusFor(server, "/v1/models", headers + ".evil.example")).contains(" 403 ");
    }
  }

  @Test
  void eachKeyHasAnOwnerOfItsOwn() {
    Keyring keyring = Keyring.of(List.of(KEY, "other")).and(Keyring.of(List.of("third")));

    assertThat(keyring.locked()).isTrue();
    assertThat(keyring.find("unknown")).isEmpty();
    assertThat(Stream.of(KEY, "other", "third").map(key -> keyring.find(key).orElseThrow().owner()))
        .doesNotHaveDuplicates();
    assertThat(keyring.find(KEY).orElseThrow().toString()).doesNotContain(KEY);
  }

  private static TestServer locked(String... keys) {
    return TestServer.locked(ScriptedResponder.echo(TestServer.NATIVE.version()), keys);
  }

  private static TestServer start(ServerOptions options) {
    return TestServer.start(
        ScriptedResponder.echo(TestServer.NATIVE.version()), options, Limits.DEFAULT);
  }
}
