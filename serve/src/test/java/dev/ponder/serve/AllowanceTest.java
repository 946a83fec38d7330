package dev.ponder.serve;

import static dev.ponder.serve.Wire.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.api.Grant;
import dev.ponder.api.Keyring;
import dev.ponder.core.ScriptedResponder;
import dev.ponder.core.Usage;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AllowanceTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final InstantSource clock = now::get;

  @Test
  void requestsComeBackAtAnEvenRate() {
    Allowance allowance = new Allowance(grant(3, 1000), clock);
    allowance.take();
    allowance.take();
    allowance.take();

    assertThatThrownBy(allowance::take)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.status()).isEqualTo(429);
              assertThat(refusal.headers())
                  .isEqualTo(Map.of("Retry-After", "20", "retry-after-ms", "20000"));
              assertThat(refusal.problem().message())
                  .isEqualTo(
                      "Rate limit reached for key_1 on requests per min (RPM): Limit 3. Please try"
                          + " again in 20s.");
            });
    pass(Duration.ofSeconds(20));
    allowance.take();
    assertThat(allowance.headers())
        .containsEntry("x-ratelimit-limit-requests", "3")
        .containsEntry("x-ratelimit-remaining-requests", "0")
        .containsEntry("x-ratelimit-reset-requests", "1m0s");
    assertThat(allowance.anthropicHeaders(Instant.EPOCH))
        .containsEntry("anthropic-ratelimit-requests-limit", "3")
        .containsEntry("anthropic-ratelimit-requests-remaining", "0")
        .containsEntry("anthropic-ratelimit-requests-reset", "1970-01-01T00:01:00Z");
  }

  @Test
  void tokensMayBeOverdrawnOnce() {
    Allowance allowance = new Allowance(grant(100, 600), clock);
    allowance.take();
    allowance.count(new Usage(600, 0, 300, 0));

    assertThat(allowance.headers()).containsEntry("x-ratelimit-remaining-tokens", "0");
    assertThatThrownBy(allowance::take)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("tokens per min (TPM): Limit 600. Please try again in 30.1s.");
    assertThat(allowance.headers()).containsEntry("x-ratelimit-remaining-requests", "99");
    pass(Duration.ofSeconds(31));
    allowance.take();
  }

  @Test
  void aClockThatIsSetBackChangesNothing() {
    Allowance allowance = new Allowance(grant(2, 100), clock);
    allowance.take();
    now.set(Instant.EPOCH.minusSeconds(3600));

    assertThat(allowance.headers()).containsEntry("x-ratelimit-remaining-requests", "1");
  }

  @ParameterizedTest
  @CsvSource({"0,0ms", "12,12ms", "1000,1s", "1500,1.5s", "360000,6m0s", "61020,1m1.02s"})
  void durationsAreSpelledAsGoDoes(long millis, String expected) {
    assertThat(Allowance.spelled(Duration.ofMillis(millis))).isEqualTo(expected);
  }

  @Test
  void answersTellWhatIsLeftAndRefusalsWhenItIsBack() {
    try (TestServer server = granting(grant(2, 1_000))) {
      Map<String, String> headers =
          Map.of("Authorization", "Bearer x", "OpenAI-Organization", "org-1");
      HttpResponse<String> first =
          server.send("POST", "/v1/chat/completions", TestServer.chat(""), headers);
      HttpResponse<String> second = server.send("GET", "/v1/models", "", headers);
      HttpResponse<String> third = server.send("GET", "/v1/models", "", headers);

      assertThat(first.headers().firstValue("x-ratelimit-remaining-requests")).contains("1");
      assertThat(first.headers().firstValue("openai-organization")).contains("org-1");
      assertThat(Long.parseLong(second.headers().firstValue("x-ratelimit-remaining-tokens").get()))
          .isLessThan(1_000);
      assertThat(third.statusCode()).isEqualTo(429);
      assertThat(third.headers().firstValue("retry-after")).isPresent();
      assertThat(third.headers().firstValue("x-ratelimit-remaining-requests")).contains("0");
      assertThat(third.body())
          .contains("\"type\":\"requests\"", "\"code\":\"rate_limit_exceeded\"");
    }
  }

  @Test
  void answersInTheBackgroundCountOnceWhoeverReadsThem() {
    try (TestServer server = granting(grant(1_000, 6_000))) {
      Map<String, String> key = Map.of("Authorization", "Bearer x");
      String body =
          "{\"model\":\"tiny/reasoner@1\",\"background\":true,\"stream\":true,\"input\":\"%s\"}"
              .formatted("word ".repeat(1_000).strip());
      String stream = server.send("POST", "/v1/responses", body, key).body();
      String id = text(Wire.events(stream).getFirst(), "response.id");
      for (int i = 0; i < 3; i++) {
        server.send("GET", "/v1/responses/" + id + "?stream=true", "", key);
      }

      String left =
          server
              .send("GET", "/v1/models", "", key)
              .headers()
              .firstValue("x-ratelimit-remaining-tokens")
              .orElseThrow();
      // About 2,000 words in and out; some come back meanwhile.
      assertThat(Long.parseLong(left)).isBetween(3_900L, 5_500L);
    }
  }

  private static TestServer granting(Grant grant) {
    Keyring keyring =
        new Keyring() {
          @Override
          public boolean locked() {
            return true;
          }

          @Override
          public Optional<Grant> find(String secret) {
            return Optional.of(grant);
          }
        };
    Backend backend =
        TestServer.backend(ScriptedResponder.echo(TestServer.NATIVE.version()), keyring);
    return TestServer.start(backend, TestServer.OPTIONS, Limits.DEFAULT);
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  private static Grant grant(long requests, long tokens) {
    return new Grant(
        "key_1", "proj_1", OptionalLong.of(requests), OptionalLong.of(tokens), Optional.empty());
  }
}
