package dev.ponder.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Defaults;
import dev.ponder.core.Json;
import dev.ponder.core.ModelInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests and events to what travels, as files: `NAME.request.json` and `NAME.events` (see
/// [Script]) give `NAME.sse` or `NAME.json`, to the byte.
class GoldenTest {
  private static final Path FILES = Path.of("src/test/resources/openai");
  private static final Origin ORIGIN = new Origin("chatcmpl-golden", 1_700_000_000);

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
    ChatRequest request =
        ChatCompletions.decode(
            Files.readAllBytes(FILES.resolve(name + ".request.json")), DecodeOptions.DEFAULT);
    WireEncoder encoder =
        ChatCompletions.encoder(request, model(request.request().model()), ORIGIN);
    List<String> pieces = new ArrayList<>();
    for (Script.Step step : Script.parse(Files.readString(FILES.resolve(name + ".events")))) {
      pieces.addAll(encoder.encode(step.choice(), step.event()));
    }
    pieces.addAll(encoder.end());

    pieces.stream().filter(piece -> !piece.equals("[DONE]")).forEach(GoldenTest::parses);
    switch (request.delivery()) {
      case ChatRequest.Delivery.Whole() ->
          assertThat(pieces).containsExactly(Files.readString(FILES.resolve(name + ".json")));
      case ChatRequest.Delivery.Stream _ ->
          assertThat(events(pieces)).isEqualTo(Files.readString(FILES.resolve(name + ".sse")));
    }
  }

  private static void parses(String piece) {
    assertThat(piece.lines()).hasSize(1);
    assertThat(Json.parse(piece).text()).isEqualTo(piece);
  }

  private static String events(List<String> pieces) {
    StringBuilder text = new StringBuilder();
    pieces.forEach(piece -> text.append("data: ").append(piece).append("\n\n"));
    return text.toString();
  }

  private static ModelInfo model(String id) {
    return new ModelInfo(
        id,
        "tiny@0123456789ab",
        Optional.of("0123456789abcdef".repeat(4)),
        Instant.EPOCH,
        4096,
        id.equals("o4-mini")
            ? ModelInfo.Visibility.REASONING_HIDDEN
            : ModelInfo.Visibility.REASONING_SHOWN,
        Defaults.API);
  }
}
