package dev.ponder.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The models on this machine.
class ModelStoreTest {
  @TempDir private Path root = Path.of("");

  @Test
  void whatIsPutIsFoundByEveryName() throws IOException {
    StoredModel model = put("qwen3-4b", "hf:Qwen/Qwen3-4B-GGUF:Qwen3-4B-Q4_K_M.gguf");
    ModelStore store = new ModelStore(root);
    for (String text :
        List.of(
            "qwen3-4b",
            "qwen3-4b:Q4_K_M",
            "hf:Qwen/Qwen3-4B-GGUF",
            "hf:Qwen/Qwen3-4B-GGUF:q4_k_m",
            "hf:Qwen/Qwen3-4B-GGUF:Qwen3-4B-Q4_K_M.gguf")) {
      assertThat(store.find(Reference.parse(text, Endpoint.PUBLIC))).as(text).contains(model);
    }
    for (String text :
        List.of("qwen3-4", "qwen3-4b:Q8_0", "hf:Qwen/Qwen3-4B-GGUF:Q8_0", "hf:o/r")) {
      assertThat(store.find(Reference.parse(text, Endpoint.PUBLIC))).as(text).isEmpty();
    }
  }

  @Test
  void aRemovedModelIsGoneAndSoIsItsFolder() throws IOException {
    StoredModel model = put("a", "https://x.example/Qwen3-4B-Q4_K_M.gguf");
    ModelStore store = new ModelStore(root);
    assertThat(store.remove("A")).isGreaterThan(100);
    assertThat(model.folder()).doesNotExist();
    assertThatThrownBy(() -> store.remove("a")).hasMessage("there is no model 'a' in " + root);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../x", "/etc", "a/b", ".", "", "a..b"})
  void namesDoNotLeaveTheStore(String name) {
    assertThatThrownBy(() -> new ModelStore(root).remove(name))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("cannot name a model");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"source\":\"x\",\"pulled\":\"2026-11-21T10:00:00Z\",\"files\":[]}",
        "{\"source\":\"x\",\"pulled\":\"2026-11-21T10:00:00Z\",\"files\":"
            + "[{\"name\":\"../../x.gguf\",\"bytes\":1,\"sha256\":\"\"}]}"
      })
  void damagedManifestsAreNoModels(String manifest) throws IOException {
    Files.createDirectories(root.resolve("a"));
    Files.writeString(root.resolve("a/model.json"), manifest);
    ModelStore store = new ModelStore(root);
    assertThat(store.models()).isEmpty();
    assertThat(store.incomplete()).containsExactly("a");
    store.remove("a");
    assertThat(root.resolve("a")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"bytes\":10,\"missing\":[[0,11]]}",
        "{\"bytes\":10,\"missing\":[[5,3]]}",
        "{\"bytes\":10,\"missing\":[[0,6],[5,10]]}",
        "{\"bytes\":10,\"missing\":[[-1,3]]}",
        "{\"bytes\":1e3,\"missing\":[]}",
        "{\"bytes\":10,\"missing\":[[1]]}"
      })
  void damagedStatesOfPartialFilesCountForNothing(String state) throws IOException {
    Path file = Files.writeString(root.resolve("x.gguf.partial.json"), state);
    assertThat(PartialState.read(file)).isEmpty();
  }

  @Test
  void aStateThatClaimsMoreThanThereIsCountsForNothing() throws IOException {
    Identity identity = new Identity(100, Optional.of("a".repeat(64)), Optional.empty());
    new PartialState(identity, List.of(new Missing.Span(50, 100)), Optional.empty())
        .write(root.resolve("x.gguf.partial.json"));
    Files.write(root.resolve("x.gguf.partial"), new byte[49]);
    assertThat(Partial.open(root.resolve("x.gguf"), identity).missing().bytes()).isEqualTo(100);
    Files.write(root.resolve("x.gguf.partial"), new byte[50]);
    assertThat(Partial.open(root.resolve("x.gguf"), identity).missing().bytes()).isEqualTo(50);
  }

  private StoredModel put(String name, String source) throws IOException {
    Path folder = Files.createDirectories(root.resolve(name));
    Files.write(folder.resolve("Qwen3-4B-Q4_K_M.gguf"), new byte[100]);
    StoredModel model =
        new StoredModel(
            folder,
            name,
            source,
            Optional.empty(),
            Optional.of("MIT"),
            Instant.parse("2026-11-21T10:00:00Z"),
            List.of(new StoredModel.StoredFile("Qwen3-4B-Q4_K_M.gguf", 100, "a".repeat(64))));
    Manifest.write(model);
    return model;
  }
}
