package dev.ponder.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelChoiceTest {
  @Test
  void nativeKernelsAreChosenWhereTheyWereBuiltAndElseVectors() throws IOException {
    assertThat(Kernels.fastest().name())
        .startsWith(NativeLibraryFile.bundled().isPresent() ? "native-" : "vector-");
  }

  @Test
  void kernelsCanBeNamed() {
    assertThat(Kernels.named("vector").name()).startsWith("vector-");
    assertThat(Kernels.named("scalar").name()).isEqualTo("scalar");
    assertThatThrownBy(() -> Kernels.named("quantum"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"quantum\", not native, scalar, vector");
  }

  @Test
  void whatIsNoLibraryOrNoFolderLeavesTheOthersInUse(@TempDir Path folder) throws IOException {
    Kernels others = new ScalarKernels();
    byte[] text = "no library".getBytes(StandardCharsets.UTF_8);
    assertThat(KernelChoice.nativeOr(others, text, folder)).isSameAs(others);
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(KernelChoice.nativeOr(others, text, file.resolve("below"))).isSameAs(others);
  }
}
