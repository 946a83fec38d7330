package dev.ponder.protocol.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.protocol.DecodeOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every request that cannot be honoured is refused by name, in the API's words.
class RefusalsTest {
  private static final Path FILE = Path.of("src/test/resources/responses/refusals.txt");

  /// One case of the file: the profile and the members put into a good request, the param and code
  /// of the problem, and its message.
  record Refusal(String request, String fields, String message) {}

  static Stream<Refusal> refusals() throws IOException {
    List<String> lines =
        Files.readAllLines(FILE).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();
    List<Refusal> refusals = new ArrayList<>();
    for (int i = 0; i + 2 < lines.size(); i += 3) {
      refusals.add(new Refusal(lines.get(i), lines.get(i + 1).strip(), lines.get(i + 2).strip()));
    }
    return refusals.stream();
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void isRefusedByName(Refusal refusal) {
    Problem problem = problem(refusal.request());

    assertThat(fields(problem)).isEqualTo(refusal.fields());
    assertThat(problem.message()).isEqualTo(refusal.message());
  }

  static Problem problem(String line) {
    String[] words = line.split(" ", 2);
    DecodeOptions options = words[0].equals("hosted") ? Wire.HOSTED : Wire.LENIENT;
    Json.Builder body = Json.object().put("model", "o4-mini").put("input", "hi");
    ((Json.Obj) Json.parse(words[1])).members().forEach(body::put);
    return Wire.problem(() -> Responses.decode(body.build(), options, Wire.ids()));
  }

  static String fields(Problem problem) {
    return problem.kind() + " " + problem.param().orElse("-") + " " + problem.code().orElse("-");
  }

  @Test
  void theDocumentationListsEveryField() throws IOException {
    String documentation = Files.readString(Path.of("../docs/api-responses.md"));

    assertThat(CreateDecoder.CREATE)
        .allSatisfy(field -> assertThat(documentation).containsPattern("`" + field + "[`.]"));
    assertThat(InertFields.names())
        .allSatisfy(field -> assertThat(documentation).containsPattern("`" + field + "[`.]"));
    assertThat(ItemShapes.names())
        .allSatisfy(type ->
            assertThat(documentation).contains(type.replaceAll("_(output|call_output)$", "")));
  }

  @Test
  void aModelMustBeNamed() {
    Problem problem =
        Wire.problem(() -> Responses.decode(Wire.json("{'input':'x'}"), Wire.LENIENT, Wire.ids()));

    assertThat(problem.message()).isEqualTo("Missing required parameter: 'model'.");
  }

  @Test
  void aThousandToolsAreTooMany() {
    String tool = "{'type':'web_search'}";
    String tools = "'tools':[" + String.join(",", Collections.nCopies(129, tool)) + "]";

    assertThat(Wire.problem(() -> Wire.request(tools)).message())
        .isEqualTo(
            "Invalid 'tools': array too long. Expected an array with maximum length 128, but got an"
                + " array with length 129 instead.");
  }

  /// Whatever is put in place of whatever member: the request is read, or refused as a problem.
  @Test
  void nothingBreaksTheReader() {
    Json good = Json.parse(rich());
    for (int seed = 0; seed < 1_000; seed++) {
      Json body = mutated(good, new SplittableRandom(seed));
      try {
        Responses.decode(body, Wire.LENIENT, Wire.ids());
      } catch (Problem.Exceptional e) {
        assertThat(e.problem().message()).isNotBlank();
      }
    }
  }

  private static String rich() {
    try {
      return Files.readString(FILE.resolveSibling("echo.request.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Json mutated(Json value, SplittableRandom random) {
    if (random.nextInt(12) == 0) {
      return Json.parse(
          List.of("null", "7", "-1", "1e99", "\"\"", "\"auto\"", "[]", "{}", "[null]", "true")
              .get(random.nextInt(10)));
    }
    return switch (value) {
      case Json.Obj object -> {
        Json.Builder changed = Json.object();
        object.members().forEach((name, member) -> changed.put(name, mutated(member, random)));
        yield changed.build();
      }
      case Json.Arr(List<Json> elements) ->
          Json.of(elements.stream().map(each -> mutated(each, random)).toList());
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> value;
    };
  }
}
