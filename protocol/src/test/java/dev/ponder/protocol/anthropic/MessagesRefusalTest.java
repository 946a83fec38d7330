package dev.ponder.protocol.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessagesRefusalTest {
  private static final Path FILE = Path.of("src/test/resources/anthropic/refusals.txt");

  static Stream<Arguments> refusals() throws IOException {
    List<String> lines =
        Files.readAllLines(FILE).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();
    return Stream.iterate(0, i -> i < lines.size(), i -> i + 2)
        .map(i -> Arguments.of(lines.get(i), lines.get(i + 1)));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void saysWhatIsWrongAndWhere(String members, String message) {
    String told = refusal(body(members)).message();
    if (message.endsWith("*")) {
      assertThat(told).startsWith(message.substring(0, message.length() - 1));
    } else {
      assertThat(told).isEqualTo(message);
    }
  }

  @Test
  void namesTheModelFirst() {
    assertThat(refusal("{}").message()).isEqualTo("model: Field required");
    assertThat(refusal("[]").message()).isEqualTo("Input should be a valid dictionary");
    assertThat(refusal("{").message()).startsWith("The request body is not valid JSON: ");
  }

  @Test
  void tellsClientsOfThreadsToSendAllAgain() {
    Problem problem =
        refusal(body("{\"thread\":{\"type\":\"continue\",\"previous_message_id\":\"msg_0\"}}"));
    assertThat(MessagesErrors.status(problem)).isEqualTo(404);
    assertThat(MessagesErrors.body(problem, "req_1"))
        .isEqualTo(
            "{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":"
                + "\"thread: no thread is kept that ends with msg_0\","
                + "\"details\":{\"error_code\":\"thread_not_found\"}},\"request_id\":\"req_1\"}");
  }

  @Test
  void tellsAgentsThatPromptsAreTooLong() {
    Problem problem = Problem.invalid("messages", "context_length_exceeded", "5 of 4 tokens.");
    assertThat(MessagesErrors.body(problem, "req_1"))
        .contains("\"message\":\"prompt is too long: 5 of 4 tokens.\"");
  }

  @Test
  void everyKindOfProblemHasStatusAndType() {
    for (Problem.Kind kind : Problem.Kind.values()) {
      Problem problem = Problem.of(kind, "So it is.");
      assertThat(MessagesErrors.status(problem)).isBetween(400, 529);
      assertThat(MessagesErrors.body(problem, "req_1")).contains("_");
    }
    assertThat(MessagesErrors.status(Problem.of(Problem.Kind.OVERLOADED, ""))).isEqualTo(529);
    assertThat(MessagesErrors.body(Problem.of(Problem.Kind.TOO_LARGE, "Big."), "req_1"))
        .isEqualTo(
            "{\"type\":\"error\",\"error\":{\"type\":\"request_too_large\",\"message\":\"Big.\"},"
                + "\"request_id\":\"req_1\"}");
  }

  private static String body(String members) {
    Json.Builder body = Json.object().put("model", "tiny").put("max_tokens", 2048);
    Map<String, Json> more = ((Json.Obj) Json.parse(members)).members();
    more.forEach(body::put);
    return body.build().text();
  }

  private static Problem refusal(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Problem.Exceptional refusal =
        catchThrowableOfType(Problem.Exceptional.class, () -> Messages.decode(bytes, Fakes.STRICT));
    assertThat(refusal).as(body).isNotNull();
    return refusal.problem();
  }
}
