package dev.ponder.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ponder.app.BuiltInModel.Packed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltInModelTest {
  private static final byte[] CONTENT = "GGUF".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  @Test
  void isUnpackedOnce() throws IOException {
    Path file = BuiltInModel.unpacked(Packed.of(CONTENT), folder.resolve("cache"));
    assertThat(file).hasBinaryContent(CONTENT);
    Object key = Files.getAttribute(file, "unix:ino");
    assertThat(BuiltInModel.unpacked(Packed.of(CONTENT), folder.resolve("cache"))).isEqualTo(file);
    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(key);
    assertThat(files(folder.resolve("cache"))).containsExactly(file);
  }

  @Test
  void isReplacedWhereItWasChanged() throws IOException {
    Path file = BuiltInModel.unpacked(Packed.of(CONTENT), folder);
    Files.writeString(file, "GG\0F");
    assertThat(BuiltInModel.unpacked(Packed.of(CONTENT), folder))
        .isEqualTo(file)
        .hasBinaryContent(CONTENT);
  }

  @Test
  void anotherContentIsAnotherFile() {
    Path file = BuiltInModel.unpacked(Packed.of(CONTENT), folder);
    assertThat(BuiltInModel.unpacked(Packed.of(new byte[8]), folder)).isNotEqualTo(file);
  }

  @Test
  void manyMayStartAtOnce() throws IOException {
    List<Path> unpacked =
        IntStream.range(0, 32)
            .parallel()
            .mapToObj(_ -> BuiltInModel.unpacked(Packed.of(CONTENT), folder))
            .distinct()
            .toList();
    assertThat(unpacked).hasSize(1);
    assertThat(files(folder)).isEqualTo(unpacked);
    assertThat(unpacked.getFirst()).hasBinaryContent(CONTENT);
  }

  @Test
  void aFolderThatCannotBeIsNoObstacle() throws IOException {
    Path taken = Files.writeString(folder.resolve("file"), "");
    Path file = BuiltInModel.unpacked(Packed.of(CONTENT), taken.resolve("cache"));
    assertThat(file).hasBinaryContent(CONTENT);
    Files.delete(file);
  }

  @Test
  void answersWhereNoModelIsNamed() {
    assumeTrue(BuiltInModel.exists(), "this build is without the model");
    CommandRun run =
        CommandRun.in(environment(), new byte[0], "run", "--json", "--effort", "high", "12 + 30");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("\"model\":\"ponder-nano@", "\"answer\":\"42\"");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void isListedAmongTheModels() {
    assumeTrue(BuiltInModel.exists(), "this build is without the model");
    assertThat(CommandRun.in(environment(), new byte[0], "models").out())
        .contains("ponder-nano", "built in");
    assertThat(CommandRun.in(environment(), new byte[0], "models", "--json").out())
        .contains("\"built_in\":\"ponder-nano\"");
  }

  @Test
  void canBeNamed() {
    assumeTrue(BuiltInModel.exists(), "this build is without the model");
    CommandRun run = CommandRun.in(environment(), new byte[0], "inspect", "ponder-nano");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("general.name = \"ponder-nano\"", "Prompt format: chatml");
  }

  @Test
  void aModelOfAnotherNameIsNotIt() {
    CommandRun run =
        CommandRun.in(environment(), new byte[0], "run", "--model", "ponder-mini", "hi");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("ponder-mini: no such file, nor a model");
  }

  private Map<String, String> environment() {
    Map<String, String> own = new HashMap<>(CommandRun.environment());
    own.put("PONDER_MODELS", folder.toString());
    return own;
  }
}
