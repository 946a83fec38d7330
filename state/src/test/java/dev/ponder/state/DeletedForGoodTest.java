package dev.ponder.state;

import static dev.ponder.state.Samples.NOW;
import static dev.ponder.state.Samples.OWNER;
import static dev.ponder.state.Samples.body;
import static dev.ponder.state.Samples.insert;
import static dev.ponder.state.Samples.response;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// After the sweep, no byte of what was deleted is in any file.
class DeletedForGoodTest {
  private static final String SECRET = "the-text-that-must-not-remain";

  @TempDir Path folder;
  private Location location;

  @BeforeEach
  void locate() {
    location = new Location.Folder(folder);
  }

  private boolean onDisk(String text) throws IOException {
    try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
      for (Path file : files.toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (bytes.contains(text)) {
          return true;
        }
      }
      return false;
    }
  }

  private void store(State state, String id, int repetitions) throws IOException {
    byte[] content = SECRET.getBytes(StandardCharsets.US_ASCII);
    Blob blob = state.blobs().store(new ByteArrayInputStream(content), content.length);
    String text = SECRET.repeat(repetitions);
    insert(
        state,
        response(id, Map.of("note", SECRET, StoredObject.BLOB, blob.id()))
            .withBody(body(text))
            .withExpires(NOW.plusSeconds(id.length())));
    state.write(writer -> {
      writer.append(Samples.input(id), OWNER, List.of(new StoredItem("i" + SECRET, body(text))));
      return true;
    });
  }

  @Test
  void whatExpired() throws IOException {
    try (State state = State.open(location, Clock.fixed(NOW, ZoneOffset.UTC))) {
      for (int i = 0; i < 30; i++) {
        // Some of them need pages of their own.
        store(state, "r" + i, 1 + i * 40);
      }
      insert(state, response("kept"));
      assertThat(onDisk(SECRET)).isTrue();
      state.retention().sweep(NOW.plusSeconds(100));
      assertThat(onDisk(SECRET)).isFalse();
      assertThat(onDisk("kept")).isTrue();
    }
  }

  @Test
  void whatWasDeletedOrChanged() throws IOException {
    try (State state = State.open(location, Clock.fixed(NOW, ZoneOffset.UTC))) {
      store(state, "r", 200);
      store(state, "changed", 200);
      state.write(w -> w.delete(Kind.RESPONSE, OWNER, "r"));
      state.write(w -> {
        w.update(
            Kind.RESPONSE,
            OWNER,
            "changed",
            old -> old.withBody(body("x")).withAttributes(Map.of()));
        w.replaceItems(Samples.input("changed"), OWNER, List.of());
        return true;
      });
      state.retention().sweep(NOW);
      assertThat(onDisk(SECRET)).isFalse();
    }
  }

  @Test
  void whatWasDeletedBeforeTheLastStop() throws IOException {
    try (State state = State.open(location)) {
      insert(state, response("r").withBody(body(SECRET.repeat(300))));
      state.write(w -> w.delete(Kind.RESPONSE, OWNER, "r"));
    }
    assertThat(onDisk(SECRET)).isFalse();
  }

  @Test
  void theFileShrinks() throws IOException {
    try (State state = State.open(location)) {
      StoredObject[] large =
          IntStream.range(0, 100)
              .mapToObj(i -> response("r" + i).withBody(body("x".repeat(20_000))))
              .toArray(StoredObject[]::new);
      insert(state, large);
      state.retention().sweep(NOW);
      long full = Files.size(folder.resolve("state.db"));
      state.write(
          w -> Stream.of(large).allMatch(each -> w.delete(Kind.RESPONSE, OWNER, each.id())));
      state.retention().sweep(NOW);
      assertThat(Files.size(folder.resolve("state.db"))).isLessThan(full / 4);
    }
  }
}
