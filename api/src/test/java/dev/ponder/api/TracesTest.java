package dev.ponder.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.state.Location;
import dev.ponder.state.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TracesTest {
  private static final String MARK = "xylophone-4711";

  @TempDir Path folder;

  @Test
  void whatIsNotToBeStoredLeavesNoTrace() throws Exception {
    try (State state = State.open(new Location.Folder(folder));
        Api api = Api.start(Samples.foundation(state, Samples.quick(), new Keeping.Forever()))) {
      String id = make(api, "\"input\":\"" + MARK + "\",\"store\":false");
      assertThatThrownBy(() -> api.responses().retrieve(Samples.ADA, id, List.of()))
          .isInstanceOf(Problem.Exceptional.class);
      assertThat(contains(MARK)).isFalse();
      assertThat(contains("A secret thought.")).isFalse();
      assertThat(contains(id)).isFalse();

      make(api, "\"input\":\"" + MARK + "\"");
      assertThat(contains(MARK)).as("the search finds what is stored").isTrue();
    }
  }

  @Test
  void aServerThatKeepsNothingStoresNothing() throws Exception {
    try (State state = State.open(new Location.Folder(folder));
        Api api = Api.start(Samples.foundation(state, Samples.quick(), new Keeping.Nothing()))) {
      String id = make(api, "\"input\":\"" + MARK + "\",\"store\":true");
      assertThatThrownBy(() -> api.responses().retrieve(Samples.ADA, id, List.of()))
          .hasMessageContaining("not found");
      assertThat(contains(MARK)).isFalse();
      assertThatThrownBy(() ->
              api.responses()
                  .submission(
                      Samples.ADA,
                      Json.parse("{\"model\":\"tiny\",\"input\":\"x\",\"background\":true}")))
          .hasMessageContaining("stores none");
    }
  }

  private static String make(Api api, String members) throws Exception {
    Submission submission =
        api.responses().submission(Samples.ADA, Json.parse("{\"model\":\"tiny\"," + members + "}"));
    try (Reading reading = api.responses().answer(submission)) {
      Reading.Step step = reading.next(Duration.ofSeconds(10));
      while (!(step instanceof Reading.Step.Ended(Outcome outcome))) {
        step = reading.next(Duration.ofSeconds(10));
      }
      return Shelf.text(((Outcome.Made) outcome).response(), "id").orElseThrow();
    }
  }

  private boolean contains(String text) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }
}
