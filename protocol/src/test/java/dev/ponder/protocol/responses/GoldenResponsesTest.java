package dev.ponder.protocol.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Json;
import dev.ponder.core.ModelInfo.Visibility;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests and events to what travels, as files: `NAME.request.json` and `NAME.events` (see
/// [dev.ponder.protocol.Script]) give `NAME.out`, to the byte: every stream event on a line, then
/// the response object.
class GoldenResponsesTest {
  private static final Path FILES = Path.of("src/test/resources/responses");

  static Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".events"))
              .map(name -> name.replace(".events", ""))
              .sorted()
              .toList();
      return names.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void requestsAndEventsGiveTheFile(String name) throws IOException {
    assertThat(written(name)).isEqualTo(Files.readString(FILES.resolve(name + ".out")));
  }

  static String written(String name) throws IOException {
    Json body = Json.parse(Files.readString(FILES.resolve(name + ".request.json")));
    CreateRequest request = Responses.decode(body, Wire.LENIENT, Wire.ids());
    ResponseEncoder encoder =
        Wire.encoder(
            request,
            request.model().equals("o4-mini")
                ? Visibility.REASONING_HIDDEN
                : Visibility.REASONING_SHOWN);
    StringBuilder out = new StringBuilder();
    if (request.background()) {
      encoder.queued().forEach(event -> out.append(event.text()).append('\n'));
    }
    String script = Files.readString(FILES.resolve(name + ".events"));
    Wire.play(encoder, script).forEach(event -> out.append(event.text()).append('\n'));
    return out.append(encoder.response().text()).append('\n').toString();
  }
}
