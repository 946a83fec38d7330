package dev.ponder.state;

import static dev.ponder.state.Samples.NOW;
import static dev.ponder.state.Samples.OWNER;
import static dev.ponder.state.Samples.insert;
import static dev.ponder.state.Samples.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlobsTest {
  private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);
  private static final String ABC_SHA256 =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static long files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("files"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  @ParameterizedTest
  @EnumSource
  void contentsAreStoredWholeOrNotAtAll(Backing backing, @TempDir Path folder) throws Exception {
    try (State state = backing.open(folder, Clock.fixed(NOW, ZoneOffset.UTC))) {
      Blobs blobs = state.blobs();
      Blob blob = blobs.store(stream(ABC), 3);
      assertThat(blob.bytes()).isEqualTo(3);
      assertThat(blob.sha256()).isEqualTo(ABC_SHA256);
      assertThat(blobs.size(blob.id())).contains(3L);
      try (InputStream content = blobs.open(blob.id())) {
        blobs.delete(blob.id());
        assertThat(content.readAllBytes()).isEqualTo(ABC);
      }
      assertThat(blobs.size(blob.id())).isEmpty();
      assertThatThrownBy(() -> blobs.open(blob.id())).hasMessageContaining("no contents");
      assertThatThrownBy(() -> blobs.store(stream(ABC), 2))
          .isInstanceOfSatisfying(
              StateException.class,
              e -> assertThat(e.reason()).isEqualTo(StateException.Reason.TOO_LARGE));
      assertThat(backing == Backing.MEMORY ? 0 : files(folder)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theContentsOfAnObjectGoWithIt(Backing backing, @TempDir Path folder) throws Exception {
    try (State state = backing.open(folder, Clock.fixed(NOW, ZoneOffset.UTC))) {
      Blob shared = state.blobs().store(stream(ABC), 3);
      Blob replaced = state.blobs().store(stream(ABC), 3);
      insert(
          state,
          response("r", Map.of(StoredObject.BLOB, shared.id())),
          response("s", Map.of(StoredObject.BLOB, shared.id())),
          response("t", Map.of(StoredObject.BLOB, replaced.id())));
      state.write(w -> w.delete(Kind.RESPONSE, OWNER, "r"));
      assertThat(state.blobs().size(shared.id())).isPresent();
      state.write(w -> w.delete(Kind.RESPONSE, OWNER, "s"));
      assertThat(state.blobs().size(shared.id())).isEmpty();
      state.write(w ->
          w.update(Kind.RESPONSE, OWNER, "t", old -> old.withAttributes(Map.of("other", "x"))));
      assertThat(state.blobs().size(replaced.id())).isEmpty();
    }
  }

  @Test
  void theNextStartDeletesWhatNobodyNeeds(@TempDir Path folder) throws Exception {
    Location location = new Location.Folder(folder);
    Blob kept;
    Blob orphan;
    try (State state = State.open(location)) {
      kept = state.blobs().store(stream(ABC), 3);
      orphan = state.blobs().store(stream(ABC), 3);
      insert(state, response("r", Map.of(StoredObject.BLOB, kept.id())));
    }
    try (Stream<Path> folders = Files.list(folder.resolve("files"))) {
      Path own = folders.findFirst().orElseThrow();
      Files.writeString(own.resolve("0".repeat(32) + ".part"), "half");
    }
    try (State state = State.open(location)) {
      assertThat(state.blobs().size(kept.id())).isPresent();
      assertThat(state.blobs().size(orphan.id())).isEmpty();
      assertThat(files(folder)).isEqualTo(1);
    }
  }

  @Test
  void anotherDatabaseDoesNotDeleteThem(@TempDir Path folder) throws Exception {
    Location location = new Location.Folder(folder);
    Blob kept;
    try (State state = State.open(location)) {
      kept = state.blobs().store(stream(ABC), 3);
      insert(state, response("r", Map.of(StoredObject.BLOB, kept.id())));
    }
    State.open(Backing.POSTGRES.location(folder)).close();
    try (State state = State.open(location)) {
      assertThat(state.blobs().size(kept.id())).isPresent();
    }
  }

  @Test
  void onlyOurIdsNameFiles(@TempDir Path folder) throws Exception {
    try (State state = State.open(new Location.Folder(folder))) {
      for (String id : new String[] {"../state.db", "", "/etc/passwd", "A".repeat(32)}) {
        assertThat(state.blobs().size(id)).isEmpty();
        assertThatThrownBy(() -> state.blobs().open(id)).isInstanceOf(StateException.class);
        assertThatThrownBy(() -> state.blobs().delete(id)).isInstanceOf(StateException.class);
      }
    }
  }

  @Test
  void everythingIsForItsOwnerOnly(@TempDir Path folder) throws Exception {
    Path made = folder.resolve("new");
    try (State state = State.open(new Location.Folder(made))) {
      state.blobs().store(stream(ABC), 3);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rwx------");
      for (String name : new String[] {"state.db", "state.db-wal", "lock"}) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.resolve(name))))
            .isEqualTo("rw-------");
      }
    }
  }
}
