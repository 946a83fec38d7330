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
import dev.ponder.model.gguf.GgufTensor;
import dev.ponder.model.gguf.GgufValue;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AdaptedTransformerTest {
  private static final int[] TOKENS = {9, 8, 7, 6, 5, 4, 3, 30, 31, 32, 1, 2};

  @TempDir Path folder;

  private final Workers workers = new Workers(2);

  @AfterEach
  void close() {
    workers.close();
  }

  private Path synthetic(String shape) {
    Path path = folder.resolve(shape + ".gguf");
    new Synthesizer(ModelShape.named(shape).orElseThrow(), Format.F32, 5).write(path);
    return path;
  }

  private AdaptedTransformer open(Path base, int rank) {
    return AdaptedTransformer.open(base, AdapterSettings.ofRank(rank, 7), workers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny", "tiny-llama", "tiny-qwen2"})
  void gradientsAreThoseOfTheLoss(String shape) {
    try (AdaptedTransformer model = open(synthetic(shape), 3)) {
      for (Parameter parameter : model.parameters()) {
        for (int i = 0; i < parameter.values().length; i++) {
          parameter.values()[i] += (float) (0.05 * Math.sin(i * 0.7));
        }
      }
      GradientCheck.gradientsAreThoseOfTheLoss(model, Tiny.examples(9, 3, 9, 2));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama", "llama-rope-freqs", "qwen2", "qwen3", "qwen3-q8_0", "qwen3-f16"})
  void anAdapterThatHasLearnedNothingChangesNothing(String name) {
    Path base = ModelFile.fixture(name).path();
    float[][] own = TrainableTransformer.read(base, workers).logits(TOKENS);
    try (AdaptedTransformer model = open(base, 4)) {
      float[][] adapted = model.logits(TOKENS);
      for (int i = 0; i < TOKENS.length; i++) {
        assertThat(adapted[i]).containsExactly(own[i], within(1e-4f));
      }
    }
  }

  @Test
  void onlyAdaptersAreLearned() {
    try (AdaptedTransformer model = open(synthetic("tiny"), 4)) {
      assertThat(model.parameters())
          .hasSize(2 * 7 * model.shape().layers())
          .allSatisfy(parameter -> assertThat(parameter.name()).matches(".*\\.lora_[ab]"));
      assertThat(model.parameters().getFirst().name()).isEqualTo("blk.0.attn_q.weight.lora_a");
      assertThat(model.parameters().getFirst().rows()).isEqualTo(4);
      assertThat(model.parameters().get(1).columns()).isEqualTo(4);
      assertThat(model.parameters().get(1).values()).containsOnly(0);
    }
  }

  @Test
  void equalSeedsGiveEqualAdapters() {
    Path base = synthetic("tiny");
    try (AdaptedTransformer one = open(base, 4);
        AdaptedTransformer other = open(base, 4)) {
      for (int i = 0; i < one.parameters().size(); i++) {
        assertThat(one.parameters().get(i).values()).isEqualTo(other.parameters().get(i).values());
      }
      assertThat(one.parameters().get(0).values()).isNotEqualTo(one.parameters().get(6).values());
    }
  }

  @Test
  void adaptersAreWrittenAsOthersReadThem() {
    Path written = folder.resolve("adapter.gguf");
    try (AdaptedTransformer model = open(synthetic("tiny-llama"), 4)) {
      Tiny.scatter(model, 3);
      model.write(written, Map.of("general.name", new GgufValue.Str("mine")));
      try (GgufFile file = GgufFile.open(written)) {
        assertThat(file.metadata().values())
            .containsEntry("general.name", new GgufValue.Str("mine"))
            .containsEntry("general.type", new GgufValue.Str("adapter"))
            .containsEntry("general.architecture", new GgufValue.Str("llama"))
            .containsEntry("adapter.type", new GgufValue.Str("lora"));
        assertThat(file.metadata().requiredReal("adapter.lora.alpha")).isEqualTo(32);
        assertThat(file.tensors()).hasSize(model.parameters().size());
        Parameter down = model.parameters().get(0);
        Parameter up = model.parameters().get(1);
        assertThat(file.tensor(down.name()).orElseThrow().dimensions())
            .isEqualTo(List.of((long) down.columns(), 4L));
        GgufTensor tensor = file.tensor(up.name()).orElseThrow();
        assertThat(tensor.dimensions()).isEqualTo(List.of(4L, (long) up.rows()));
        // Llama's files rotate neighbours: the second row of the file is the head's middle here.
        float second =
            tensor.data().asByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getFloat(4 * Float.BYTES);
        assertThat(second).isEqualTo(up.values()[model.shape().headWidth() / 2 * 4]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama", "qwen2", "qwen3", "qwen3-f16"})
  void servedLogitsAreTheTrainersOwn(String name) {
    ModelFile base = ModelFile.fixture(name);
    Path adapter = folder.resolve("adapter.gguf");
    try (AdaptedTransformer model = open(base.path(), 16)) {
      for (Parameter parameter : model.parameters()) {
        for (int i = 0; i < parameter.values().length; i++) {
          parameter.values()[i] += (float) (0.02 * Math.sin(i * 0.7));
        }
      }
      model.write(adapter, Map.of());
      float[][] own = model.logits(TOKENS);
      float[][] served = base.served(TOKENS, adapter, workers);
      assertThat(served[11]).isNotEqualTo(base.served(TOKENS, workers)[11]);
      for (int i = 0; i < TOKENS.length; i++) {
        assertThat(own[i]).containsExactly(served[i], within(1e-3f));
      }
    }
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> AdapterSettings.ofRank(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the rank of an adapter must be between 1 and 1024, not 0");
    assertThatThrownBy(() -> new AdapterSettings(4, Float.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the alpha of an adapter must be a positive number, not NaN");
  }

  @Test
  void whatCannotBeTrainedIsRefused() {
    assertThatThrownBy(() -> open(ModelFile.fixture("gemma3").path(), 4))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageEndingWith("which cannot be trained; llama, qwen2, qwen3 can");
  }
}
