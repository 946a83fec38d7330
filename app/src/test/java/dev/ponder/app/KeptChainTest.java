package dev.ponder.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.compute.CacheType;
import dev.ponder.core.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A chain of responses on a server with a cache of 16 blocks.
final class KeptChainTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String RESPONSES = "/v1/responses";

  /// Tokens that a plain question has in common with any other.
  private static final int COMMON = 64;

  @Test
  void aChainIsGoneOnFromWhereItEndedAfterAFloodOfOtherPrompts() throws Exception {
    try (RunningServer running = RunningServer.start(new Capacity(1, 256, 2, CacheType.F16))) {
      Json stored = post(running, RESPONSES, response(numbers(1), ""));
      String id = id(stored);
      int prompt = count(stored, "input_tokens");
      post(running, CHAT, chat(numbers(2)));
      for (int i = 10; i < 22; i++) {
        post(running, CHAT, chat(numbers(i)));
      }
      assertThat(metric(running, "ponder_pinned_lineages")).isEqualTo(1);
      assertThat(metric(running, "ponder_pinned_cache_blocks")).isBetween(3, 8);

      assertThat(cached(post(running, CHAT, chat(numbers(2))))).isLessThan(COMMON);
      String next = ",\"previous_response_id\":\"" + id + "\"";
      Json second = post(running, RESPONSES, response("7", next));
      assertThat(cached(second)).isBetween(prompt - 64, count(second, "input_tokens") - 1);

      delete(running, id(second));
      post(running, CHAT, chat(numbers(30)));
      assertThat(metric(running, "ponder_pinned_lineages")).isZero();
    }
  }

  /// Sums like those that the model learnt, a hundred tokens or so.
  private static String numbers(int seed) {
    return new SplittableRandom(seed)
        .ints(22, 100, 999)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining("+"));
  }

  private static String response(String input, String more) {
    return "{\"model\":\"o4-mini\",\"input\":\"%s\",\"max_output_tokens\":16%s}"
        .formatted(input, more);
  }

  private static String chat(String text) {
    return "{\"model\":\"o4-mini\",\"max_completion_tokens\":8,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
        .formatted(text);
  }

  private static Json post(RunningServer running, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(running.uri(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    String answer = running.http().send(request, BodyHandlers.ofString()).body();
    assertThat(answer).contains("\"usage\"");
    return Json.parse(answer);
  }

  private static void delete(RunningServer running, String id) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(running.uri(RESPONSES + "/" + id)).DELETE().build();
    assertThat(running.http().send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
  }

  private static String id(Json response) {
    return found(response.text(), "\"id\":\"(resp_[^\"]+)\"");
  }

  private static int cached(Json answer) {
    return count(answer, "cached_tokens");
  }

  private static int count(Json answer, String name) {
    return number(answer.text(), "\"" + name + "\":\\s*(\\d+)");
  }

  private static int metric(RunningServer running, String name) throws Exception {
    return number(running.get("/metrics").body(), "(?m)^" + name + "(?:\\{[^}]*})? (\\d+)");
  }

  private static int number(String text, String pattern) {
    return Integer.parseInt(found(text, pattern));
  }

  private static String found(String text, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).as("%s in %s", pattern, text).isTrue();
    return found.group(1);
  }
}
