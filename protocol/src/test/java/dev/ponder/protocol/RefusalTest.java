package dev.ponder.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.protocol.wire.Cursor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every request that cannot be honoured is refused by name, in the API's words.
class RefusalTest {
  private static final String BASE =
      "{\"model\":\"o4-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

  /// One case of `refusals.txt`: fields that replace or join those of a good request, or a whole
  /// body, and what comes of them.
  record Refusal(String fields, String param, String code, String message) {}

  static Stream<Refusal> refusals() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("src/test/resources/openai/refusals.txt"));
    List<Refusal> refusals = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank() && !lines.get(i).startsWith("#")) {
        String[] named = lines.get(i + 1).strip().split(" ", 2);
        refusals.add(new Refusal(lines.get(i), named[0], named[1], lines.get(i + 2).strip()));
        i += 2;
      }
    }
    return refusals.stream();
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusedByName(Refusal refusal) {
    Problem problem = refused(Json.parse(refusal.fields()));

    assertThat(problem.message()).isEqualTo(refusal.message());
    assertThat(problem.param().orElse("-")).isEqualTo(refusal.param());
    assertThat(problem.code().orElse("-")).isEqualTo(refusal.code());
    assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID_REQUEST);
  }

  @Test
  void aMissingFieldIsNamed() {
    assertThat(catchThrowableOfType(Problem.Exceptional.class, () -> decode(Json.object().build())))
        .hasMessage("Missing required parameter: 'model'.");
    Json noMessages = Json.object().put("model", "m").build();
    assertThat(catchThrowableOfType(Problem.Exceptional.class, () -> decode(noMessages)))
        .hasMessage("Missing required parameter: 'messages'.");
  }

  @Test
  void aBodyMustBeAnObject() {
    Problem problem =
        catchThrowableOfType(Problem.Exceptional.class, () -> decode(Json.parse("[]"))).problem();

    assertThat(Errors.body(problem))
        .isEqualTo(
            "{\"error\":{\"message\":\"Invalid type for the request body: expected an object, but"
                + " got an array instead.\",\"type\":\"invalid_request_error\",\"param\":null,"
                + "\"code\":\"invalid_type\"}}");
  }

  @Test
  void aBodyMustBeJsonInUtf8() {
    byte[] broken = "{\"model\":".getBytes(StandardCharsets.UTF_8);
    assertThat(
            catchThrowableOfType(
                Problem.Exceptional.class,
                () -> ChatCompletions.decode(broken, DecodeOptions.DEFAULT)))
        .hasMessageStartingWith("We could not parse the JSON body of your request: Unexpected end");
    assertThat(
            catchThrowableOfType(
                Problem.Exceptional.class,
                () -> ChatCompletions.decode(new byte[] {(byte) 0xff}, DecodeOptions.DEFAULT)))
        .hasMessage("We could not parse the JSON body of your request: the text is not UTF-8.");
  }

  @Test
  void messagesStayShortHoweverLongTheValue() {
    String long_ = "x".repeat(1_000_000);
    for (String fields :
        List.of(
            "{\"reasoning_effort\":\"%s\"}",
            "{\"service_tier\":\"%s\"}",
            "{\"verbosity\":\"%s\"}",
            "{\"model\":\"%s\",\"reasoning_effort\":\"never\"}",
            "{\"messages\":[{\"role\":\"%s\"}]}")) {
      assertThat(refused(Json.parse(fields.formatted(long_))).message()).hasSizeLessThan(500);
    }
  }

  /// Random damage to a rich request: it is decoded or refused, and nothing else ever happens.
  @Test
  void damagedRequestsAreDecodedOrRefused() throws IOException {
    Json rich = Json.parse(Files.readString(Path.of("src/test/resources/openai/rich.json")));
    SplittableRandom random = new SplittableRandom(3);
    int refused = 0;
    for (int i = 0; i < 5_000; i++) {
      try {
        decode(damaged(rich, random));
      } catch (Problem.Exceptional e) {
        refused++;
        assertThat(e.problem().kind()).isEqualTo(Problem.Kind.INVALID_REQUEST);
        assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(500);
      }
    }
    assertThat(refused).isBetween(1_000, 4_900);
  }

  private static Json damaged(Json value, SplittableRandom random) {
    if (random.nextInt(40) == 0) {
      return Json.parse(
          List.of("null", "1e400", "-1.5", "\"\"", "[]", "{}", "true", "[[]]", "{\"a\":1}")
              .get(random.nextInt(9)));
    }
    return switch (value) {
      case Json.Obj(Map<String, Json> members) -> {
        Json.Builder copy = Json.object();
        members.forEach((name, member) -> copy.put(name, damaged(member, random)));
        yield copy.build();
      }
      case Json.Arr(List<Json> elements) ->
          Json.of(elements.stream().map(element -> damaged(element, random)).toList());
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> value;
    };
  }

  private static Problem refused(Json fields) {
    Json.Builder body = Json.object();
    members(Json.parse(BASE)).forEach(body::put);
    members(fields).forEach(body::put);
    return catchThrowableOfType(Problem.Exceptional.class, () -> decode(body.build())).problem();
  }

  private static Map<String, Json> members(Json object) {
    return Cursor.root(object).members();
  }

  private static ChatRequest decode(Json body) {
    return ChatCompletions.decode(body);
  }
}
