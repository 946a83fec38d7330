package dev.ponder.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ponder.compute.Format;
import dev.ponder.compute.Workers;
import dev.ponder.model.ModelShape;
import dev.ponder.model.Synthesizer;
import dev.ponder.model.UnusableModelException;
import dev.ponder.model.gguf.GgufFile;
import dev.ponder.model.gguf.GgufValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TransformerFilesTest {
  @TempDir Path folder;

  private final Workers workers = new Workers(2);

  @AfterEach
  void close() {
    workers.close();
  }

  private TrainableTransformer read(ModelFile file) {
    return TrainableTransformer.read(file.path(), workers);
  }

  private ModelFile synthetic(String shape) {
    Path path = folder.resolve(shape + ".gguf");
    new Synthesizer(ModelShape.named(shape).orElseThrow(), Format.F32, 5).write(path);
    return new ModelFile(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "llama",
        "llama-rope-freqs",
        "llama-tied",
        "qwen2",
        "qwen3",
        "qwen3-f16",
        "qwen3-bf16",
        "qwen3-q8_0",
        "qwen3-q4_0"
      })
  void logitsAreThoseOfTheReference(String name) throws IOException {
    ModelFile file = ModelFile.fixture(name);
    TrainableTransformer model = read(file);
    for (ModelFile.Reference reference : file.references()) {
      float[][] logits = model.logits(reference.tokens());
      for (int i = 0; i < reference.positions().length; i++) {
        assertThat(logits[reference.positions()[i]])
            .containsExactly(reference.logits()[i], within(1e-3f));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny", "tiny-llama", "tiny-smollm", "tiny-qwen2"})
  void servedLogitsAreTheTrainersOwn(String shape) {
    ModelFile source = synthetic(shape);
    TrainableTransformer model = read(source);
    for (Parameter parameter : model.parameters()) {
      parameter.values()[0] += 0.1f;
    }
    ModelFile written = new ModelFile(folder.resolve("written.gguf"));
    model.write(written.path(), Format.F32, source.metadata());
    int[] tokens = new int[50];
    Arrays.setAll(tokens, i -> i * 7 % 250);
    float[][] own = model.logits(tokens);
    float[][] served = written.served(tokens, workers);
    for (int i = 0; i < tokens.length; i++) {
      assertThat(own[i]).containsExactly(served[i], within(1e-3f));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama", "llama-rope-freqs", "qwen2", "qwen3", "qwen3-q8_0"})
  void whatIsWrittenIsReadAgain(String name) {
    ModelFile file = ModelFile.fixture(name);
    TrainableTransformer model = read(file);
    ModelFile written = new ModelFile(folder.resolve("written.gguf"));
    model.write(written.path(), Format.F32, file.metadata());
    TrainableTransformer again = read(written);
    assertThat(again.shape()).isEqualTo(model.shape());
    assertThat(again.parameters()).hasSameSizeAs(model.parameters());
    for (int p = 0; p < model.parameters().size(); p++) {
      Parameter one = model.parameters().get(p);
      Parameter other = again.parameters().get(p);
      assertThat(other.name()).isEqualTo(one.name());
      assertThat(other.role()).isEqualTo(one.role());
      assertThat(other.values()).isEqualTo(one.values());
    }
    int[] tokens = {1, 2, 3, 4, 5};
    assertThat(again.logits(tokens)).isDeepEqualTo(model.logits(tokens));
  }

  /// Rows of heads are moved on the way in and out, which values in memory alone would not show.
  @ParameterizedTest
  @ValueSource(strings = {"llama", "qwen3"})
  void tensorsOfFilesKeepTheirOrder(String name) {
    ModelFile file = ModelFile.fixture(name);
    Path written = folder.resolve("written.gguf");
    read(file).write(written, Format.F32, file.metadata());
    try (GgufFile before = GgufFile.open(file.path());
        GgufFile after = GgufFile.open(written)) {
      assertThat(after.tensors().keySet())
          .containsExactlyInAnyOrderElementsOf(before.tensors().keySet());
      before
          .tensors()
          .forEach((tensor, value) -> {
            if (value.format() == Format.F32) {
              assertThat(after.tensor(tensor).orElseThrow().data().mismatch(value.data()))
                  .as(tensor)
                  .isEqualTo(-1);
            }
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"F16", "Q8_0"})
  void smallerFormatsAreServedToo(Format format) {
    ModelFile source = synthetic("tiny");
    TrainableTransformer model = read(source);
    ModelFile written = new ModelFile(folder.resolve("written.gguf"));
    model.write(written.path(), format, source.metadata());
    int[] tokens = {9, 8, 7, 6, 5, 4, 3};
    float[][] own = model.logits(tokens);
    float[][] served = written.served(tokens, workers);
    for (int i = 0; i < tokens.length; i++) {
      assertThat(own[i]).containsExactly(served[i], within(format == Format.F16 ? 0.02f : 0.2f));
    }
  }

  @Test
  void metadataOfOthersIsKeptAndSizesAreOurOwn() {
    ModelFile source = synthetic("tiny");
    TrainableTransformer model = read(source);
    Map<String, GgufValue> metadata =
        source
            .edited(
                folder.resolve("edited.gguf"),
                values -> {
                  values.put("general.name", new GgufValue.Str("mine"));
                  values.put("qwen3.block_count", new GgufValue.Int(9));
                })
            .metadata();
    ModelFile written = new ModelFile(folder.resolve("written.gguf"));
    model.write(written.path(), Format.F32, metadata);
    assertThat(written.metadata())
        .containsEntry("general.name", new GgufValue.Str("mine"))
        .containsEntry("qwen3.block_count", new GgufValue.Int(2))
        .containsKeys("tokenizer.ggml.tokens", "tokenizer.ggml.pre");
  }

  @Test
  void linearScalingOfPositionsIsKept() {
    ModelFile scaled =
        synthetic("tiny")
            .edited(
                folder.resolve("scaled.gguf"),
                values -> {
                  values.put("qwen3.rope.scaling.type", new GgufValue.Str("linear"));
                  values.put("qwen3.rope.scaling.factor", new GgufValue.Real(4));
                });
    TrainableTransformer model = read(scaled);
    ModelFile written = new ModelFile(folder.resolve("written.gguf"));
    model.write(written.path(), Format.F32, scaled.metadata());
    int[] tokens = {9, 8, 7, 6, 5, 4, 3, 2, 1, 9, 8, 7};
    float[][] own = model.logits(tokens);
    assertThat(own[11]).containsExactly(scaled.served(tokens, workers)[11], within(1e-3f));
    assertThat(own[11]).containsExactly(written.served(tokens, workers)[11], within(1e-3f));
  }

  @Test
  void otherFormatsAreRefused() {
    TrainableTransformer model = read(synthetic("tiny"));
    assertThatThrownBy(() -> model.write(folder.resolve("x.gguf"), Format.Q4_K, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("trained weights are written as F32, F16 or Q8_0, not Q4_K");
    assertThat(folder.resolve("x.gguf")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gemma3", "smollm3", "qwen3moe", "gpt-oss-mxfp4", "phi3-longrope"})
  void otherArchitecturesAreRefusedByName(String name) {
    assertThatThrownBy(() -> read(ModelFile.fixture(name)))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageContaining("'general.architecture' is '" + name.split("-(?!oss)")[0] + "'")
        .hasMessageEndingWith("which cannot be trained; llama, qwen2, qwen3 can");
  }

  private void refused(String message, Consumer<Map<String, GgufValue>> edit) {
    ModelFile file = ModelFile.fixture("qwen3").edited(folder.resolve("edited.gguf"), edit);
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UnusableModelException.class)
        .hasMessage("edited.gguf: " + message);
  }

  @Test
  void whatCannotBeTrainedIsRefusedByName() {
    refused(
        "metadata key 'qwen3.rope.scaling.type' is 'yarn', which cannot be trained; none and linear"
            + " can",
        values -> values.put("qwen3.rope.scaling.type", new GgufValue.Str("yarn")));
    refused(
        "metadata key 'qwen3.expert_count' names a mixture of experts, which cannot be trained",
        values -> values.put("qwen3.expert_count", new GgufValue.Int(4)));
    refused(
        "metadata key 'qwen3.rope.dimension_count' is 2 of 32, which cannot be trained",
        values -> values.put("qwen3.rope.dimension_count", new GgufValue.Int(2)));
  }

  @Test
  void damagedFilesAreRefused() throws IOException {
    byte[] whole = Files.readAllBytes(ModelFile.fixture("qwen3").path());
    Path cut = folder.resolve("cut.gguf");
    for (int length : new int[] {0, 3, 100, whole.length / 2, whole.length - 64}) {
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> TrainableTransformer.read(cut, workers))
          .isInstanceOf(UnusableModelException.class)
          .hasMessageStartingWith("cut.gguf: ");
    }
  }
}
