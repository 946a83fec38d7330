package dev.ponder.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.Defaults;
import dev.ponder.core.Json;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Everything that is not a completion: errors, models, and the page that documents the fields.
class AnswersTest {
  private static final ModelInfo TINY =
      new ModelInfo(
          "tiny",
          "tiny@abababababab",
          Optional.of("ab".repeat(32)),
          Instant.ofEpochSecond(1_700_000_000),
          4096,
          ModelInfo.Visibility.REASONING_SHOWN,
          Defaults.API);

  @Test
  void anErrorHasAllFourKeys() {
    assertThat(Errors.body(Problem.invalid("n", "invalid_type", "No \"number\".")))
        .isEqualTo(
            "{\"error\":{\"message\":\"No \\\"number\\\".\",\"type\":\"invalid_request_error\","
                + "\"param\":\"n\",\"code\":\"invalid_type\"}}");
    assertThat(Errors.body(Problem.of(Problem.Kind.UNAVAILABLE, "Stopping.")))
        .isEqualTo(
            "{\"error\":{\"message\":\"Stopping.\",\"type\":\"service_unavailable_error\","
                + "\"param\":null,\"code\":null}}");
  }

  @Test
  void anOverloadAlwaysHasItsCode() {
    assertThat(Errors.body(Problem.of(Problem.Kind.OVERLOADED, "Busy.")))
        .isEqualTo(
            "{\"error\":{\"message\":\"Busy.\",\"type\":\"requests\",\"param\":null,"
                + "\"code\":\"rate_limit_exceeded\"}}");
  }

  @Test
  void everyKindHasItsStatus() {
    assertThat(
            Arrays.stream(Problem.Kind.values()).map(kind -> Errors.status(Problem.of(kind, ""))))
        .containsExactly(400, 401, 403, 404, 405, 409, 413, 408, 429, 429, 429, 503, 500);
  }

  @Test
  void modelsTellTheirDigest() {
    String entry =
        "{\"id\":\"tiny\",\"object\":\"model\",\"created\":1700000000,\"owned_by\":\"ponder\","
            + "\"version\":\"tiny@abababababab\",\"sha256\":\""
            + "ab".repeat(32)
            + "\",\"context_length\":4096}";

    assertThat(Models.one(TINY)).isEqualTo(entry);
    assertThat(Models.list(List.of(TINY)))
        .isEqualTo("{\"object\":\"list\",\"data\":[" + entry + "]}");
  }

  @Test
  void anUnknownModelIsNotFound() {
    Problem problem = Models.unknown("gpt-5");

    assertThat(Errors.status(problem)).isEqualTo(404);
    assertThat(problem.code()).contains("model_not_found");
    assertThat(problem.message()).contains("'gpt-5'");
    assertThat(Models.unknown("x".repeat(10_000)).message()).hasSizeLessThan(300);
  }

  @Test
  void aFailureIsThrownWhileNothingHasTravelled() {
    String body = "{\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    ChatRequest request = ChatCompletions.decode(Json.parse(body));
    WireEncoder encoder = ChatCompletions.encoder(request, TINY, new Origin("chatcmpl-1", 1));
    Script.parse("started(tiny@1) say(It) fail(The model broke off.)")
        .forEach(step -> encoder.encode(step.choice(), step.event()));

    assertThatThrownBy(encoder::end)
        .isInstanceOfSatisfying(
            Problem.Exceptional.class, e -> assertThat(Errors.status(e.problem())).isEqualTo(500));
  }

  @Test
  void everyFieldIsDocumented() throws IOException {
    String page = Files.readString(Path.of("../docs/api.md"));

    assertThat(ChatDecoder.HONOURED).allSatisfy(name -> assertThat(page).contains("`" + name));
    assertThat(InertFields.names()).allSatisfy(name -> assertThat(page).contains("`" + name));
  }
}
