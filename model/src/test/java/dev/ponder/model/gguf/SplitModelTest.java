package dev.ponder.model.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.compute.Format;
import dev.ponder.model.UnusableModelException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SplitModelTest {
  @TempDir private Path folder;

  /// Three parts: one without tensors, one with one, one with two.
  @BeforeEach
  void writeParts() {
    write(0, part(0, 3, 3).put("general.architecture", "llama").put("general.name", "whole"));
    write(1, part(1, 3, 3).tensor("a", Format.F32, List.of(2L), new float[] {1, 2}));
    write(
        2,
        part(2, 3, 3)
            .tensor("b", Format.F32, List.of(2L), new float[] {3, 4})
            .tensor("c", Format.F32, List.of(2L), new float[] {5, 6}));
  }

  @Test
  void anyPartOpensAll() {
    for (int number = 0; number < 3; number++) {
      try (GgufFile file = GgufFile.open(path(number))) {
        assertThat(file.metadata().text("general.name")).hasValue("whole");
        assertThat(file.tensors()).containsOnlyKeys("a", "b", "c");
        float[] last = file.tensor("c").orElseThrow().data().toArray(ValueLayout.JAVA_FLOAT);
        assertThat(last).containsExactly(5, 6);
      }
    }
  }

  @Test
  void namesAPartThatIsMissing() throws IOException {
    Files.delete(path(1));
    for (int number : new int[] {0, 2}) {
      assertUnusable(
          number,
          "model-00002-of-00003.gguf: this part of the split model is missing beside"
              + " model-0000%d-of-00003.gguf".formatted(number + 1));
    }
  }

  @Test
  void namesAPartThatIsTruncated() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path(2).toFile(), "rw")) {
      file.setLength(file.length() - 32);
    }
    assertThatThrownBy(() -> GgufFile.open(path(0)))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageStartingWith("model-00003-of-00003.gguf: the file is truncated: it ends at");
  }

  @Test
  void refusesAPartOfASplitIntoAnotherNumber() {
    write(1, part(1, 4, 3).tensor("a", Format.F32, List.of(1L), new float[1]));
    assertUnusable(
        0,
        "model-00002-of-00003.gguf: metadata key 'split.count' is 4, but"
            + " model-00001-of-00003.gguf has 3");
  }

  @Test
  void refusesAPartInTheWrongPlace() {
    write(1, part(2, 3, 3).tensor("a", Format.F32, List.of(1L), new float[1]));
    assertUnusable(
        0,
        "model-00002-of-00003.gguf: metadata key 'split.no' is 2, but by its name it would be 1");
  }

  @Test
  void refusesAPartThatIsNone() {
    write(1, new GgufWriter().tensor("a", Format.F32, List.of(1L), new float[1]));
    assertUnusable(0, "model-00002-of-00003.gguf: metadata key 'split.count' is missing");
  }

  @Test
  void refusesAPartOfAnotherModel() {
    write(1, part(1, 3, 3).put("general.architecture", "qwen2"));
    assertUnusable(
        0,
        "model-00002-of-00003.gguf: this is part of another model than model-00001-of-00003.gguf");
  }

  @Test
  void refusesATensorThatTwoPartsHave() {
    write(1, part(1, 3, 3).tensor("b", Format.F32, List.of(1L), new float[1]));
    assertUnusable(0, "model-00003-of-00003.gguf: tensor 'b' is in another part too");
  }

  @Test
  void refusesPartsThatDoNotAddUp() {
    write(1, part(1, 3, 3));
    assertUnusable(
        0,
        "model-00001-of-00003.gguf: metadata key 'split.tensors.count' is 3, but all parts together"
            + " have 2");
  }

  @Test
  void refusesAPartWhoseNameDoesNotLeadToTheOthers() throws IOException {
    Path renamed = folder.resolve("renamed.gguf");
    Files.copy(path(1), renamed);
    assertThatThrownBy(() -> GgufFile.open(renamed))
        .isInstanceOf(UnusableModelException.class)
        .hasMessage(
            "renamed.gguf: this is part 2 of 3 of a split model, but it is not called"
                + " ...-00002-of-00003.gguf, so the others cannot be found");
  }

  @Test
  void aSplitIntoOneIsWhole() {
    Path single = folder.resolve("single.gguf");
    part(0, 1, 1).tensor("a", Format.F32, List.of(1L), new float[1]).write(single);
    try (GgufFile file = GgufFile.open(single)) {
      assertThat(file.tensors()).containsOnlyKeys("a");
    }
  }

  private static GgufWriter part(int number, int count, int tensors) {
    return new GgufWriter()
        .put("split.no", number)
        .put("split.count", count)
        .put("split.tensors.count", tensors);
  }

  private void write(int number, GgufWriter writer) {
    writer.write(path(number));
  }

  private Path path(int number) {
    return folder.resolve("model-%05d-of-00003.gguf".formatted(number + 1));
  }

  private void assertUnusable(int number, String message) {
    assertThatThrownBy(() -> GgufFile.open(path(number)))
        .isInstanceOf(UnusableModelException.class)
        .hasMessage(message);
  }
}
