package dev.ponder.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelPartsTest {
  @TempDir private Path folder;

  @Test
  void anyPartLeadsToAll() throws IOException {
    Path first = Files.createFile(folder.resolve("m-00001-of-00002.gguf"));
    Path second = Files.createFile(folder.resolve("m-00002-of-00002.gguf"));

    assertThat(ModelParts.of(first)).containsExactly(first, second);
    assertThat(ModelParts.of(second)).containsExactly(first, second);
  }

  @Test
  void otherFilesStandAlone() throws IOException {
    Path plain = Files.createFile(folder.resolve("m.gguf"));
    Path misnumbered = Files.createFile(folder.resolve("m-00007-of-00002.gguf"));

    assertThat(ModelParts.of(plain)).containsExactly(plain);
    assertThat(ModelParts.of(misnumbered)).containsExactly(misnumbered);
  }
}
