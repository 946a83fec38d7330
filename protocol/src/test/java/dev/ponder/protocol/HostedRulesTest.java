package dev.ponder.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ponder.core.Defaults;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What the hosted o4-mini refuses, we refuse when asked to, and take otherwise.
class HostedRulesTest {
  private static final DecodeOptions HOSTED = new DecodeOptions(_ -> Defaults.API, Profile.O4_MINI);

  /// Fields of a request, and what the hosted model says to them.
  record Refusal(String fields, int status, String param, String code, String message) {}

  static Stream<Refusal> refusals() {
    return Stream.of(
        new Refusal(
            "{\"max_tokens\":5}",
            400,
            "max_tokens",
            "unsupported_parameter",
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use"
                + " 'max_completion_tokens' instead."),
        new Refusal(
            "{\"temperature\":0.1}",
            400,
            "temperature",
            "unsupported_value",
            "Unsupported value: 'temperature' does not support 0.1 with this model. Only the"
                + " default (1) value is supported."),
        new Refusal(
            "{\"presence_penalty\":0.5}",
            400,
            "presence_penalty",
            "unsupported_value",
            "Unsupported value: 'presence_penalty' does not support 0.5 with this model. Only the"
                + " default (0) value is supported."),
        parameter("top_p", "1"),
        parameter("stop", "\"a\""),
        parameter("logit_bias", "{}"),
        parameter("parallel_tool_calls", "false"),
        new Refusal(
            "{\"logprobs\":true}",
            403,
            "null",
            "null",
            "You are not allowed to request logprobs from this model"),
        effort("none"),
        effort("minimal"),
        effort("xhigh"),
        new Refusal(
            "{\"verbosity\":\"low\"}",
            400,
            "verbosity",
            "unsupported_value",
            "Unsupported value: 'verbosity' does not support 'low' with this model. Supported"
                + " values are: 'medium'."),
        new Refusal(
            "{\"response_format\":{\"type\":\"json_object\"}}",
            400,
            "messages",
            "null",
            "'messages' must contain the word 'json' in some form, to use 'response_format' of"
                + " type 'json_object'."));
  }

  private static Refusal parameter(String name, String value) {
    return new Refusal(
        "{\"" + name + "\":" + value + "}",
        400,
        name,
        "unsupported_parameter",
        "Unsupported parameter: '" + name + "' is not supported with this model.");
  }

  private static Refusal effort(String word) {
    return new Refusal(
        "{\"reasoning_effort\":\"" + word + "\"}",
        400,
        "reasoning_effort",
        "unsupported_value",
        "Unsupported value: '"
            + word
            + "' is not supported with the 'o4-mini' model. Supported values are: 'low',"
            + " 'medium', and 'high'.");
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void theHostedModelsWordsComeOnlyWhenAskedFor(Refusal refusal) {
    Json body = body(refusal.fields, "hi");
    Problem problem =
        catchThrowableOfType(Problem.Exceptional.class, () -> ChatCompletions.decode(body, HOSTED))
            .problem();

    assertThat(Errors.status(problem)).isEqualTo(refusal.status);
    assertThat(problem.message()).isEqualTo(refusal.message);
    assertThat(problem.param().orElse("null")).isEqualTo(refusal.param);
    assertThat(problem.code().orElse("null")).isEqualTo(refusal.code);
    assertThatCode(() -> ChatCompletions.decode(body)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"temperature\":1.0,\"presence_penalty\":0,\"frequency_penalty\":0.0}",
        "{\"max_completion_tokens\":5,\"reasoning_effort\":\"low\",\"seed\":1,\"n\":2}",
        "{\"logprobs\":false,\"stop\":null,\"top_p\":null,\"verbosity\":\"medium\"}",
      })
  void theRestIsTaken(String fields) {
    assertThatCode(() -> ChatCompletions.decode(body(fields, "hi"), HOSTED))
        .doesNotThrowAnyException();
  }

  @Test
  void theWordJsonMayStandAnywhere() {
    String format = "{\"response_format\":{\"type\":\"json_object\"}}";
    assertThatCode(() -> ChatCompletions.decode(body(format, "Answer in JSON."), HOSTED))
        .doesNotThrowAnyException();
  }

  @Test
  void anAnswerTellsTheHostedModelsName() {
    assertThat(Profile.O4_MINI.answeredBy("o4-mini", "tiny@1")).isEqualTo("o4-mini-2025-04-16");
    assertThat(Profile.O4_MINI.answeredBy("tiny", "tiny@1")).isEqualTo("tiny@1");
    assertThat(Profile.LENIENT.answeredBy("o4-mini", "tiny@1")).isEqualTo("tiny@1");
  }

  private static Json body(String fields, String said) {
    Json.Builder body =
        Json.object()
            .put("model", "o4-mini")
            .put(
                "messages",
                Json.of(List.of(Json.object().put("role", "user").put("content", said).build())));
    if (Json.parse(fields) instanceof Json.Obj(Map<String, Json> members)) {
      members.forEach(body::put);
    }
    return body.build();
  }
}
