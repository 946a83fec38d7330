package dev.ponder.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.compute.CacheType;
import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.model.ModelConfig.LayerCache;
import dev.ponder.model.gguf.GgufValue;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ModelLoaderTest {
  private final Workers workers = new Workers(1);

  @TempDir private Path folder;

  @AfterEach
  void closeWorkers() {
    workers.close();
  }

  @Test
  void opensAModelWithItsTokenizer() {
    LoadedModel loaded = load(Path.of("src/test/resources/models/qwen3/model.gguf"));
    try (LanguageModel model = loaded.model()) {
      assertThat(loaded.name()).isEqualTo("fixture qwen3");
      assertThat(loaded.tokenizer().size()).isEqualTo(320);
      List<LayerCache> layers = Collections.nCopies(3, new LayerCache(2, 32, 0));
      assertThat(model.config())
          .isEqualTo(new ModelConfig("qwen3", 320, 512, CacheType.F16, layers));
      assertThat(model.maxBatchTokens()).isEqualTo(ModelOptions.DEFAULT.maxBatchTokens());
    }
  }

  @Test
  void anUnnamedModelIsCalledAsItsFile() {
    LoadedModel loaded = load(edited(model -> model.without("general.name")));
    loaded.model().close();
    assertThat(loaded.name()).isEqualTo("edited");
  }

  @Test
  void toleratesTensorsItDoesNotKnow() {
    load(edited(model -> model.withTensor("blk.0.novelty.weight", 3, 1))).model().close();
  }

  @Test
  void theOldestFilesNameFewerSizes() {
    // Without them, heads share the hidden width and every element is rotated.
    LoadedModel loaded =
        load(
            edited(model ->
                model
                    .without("llama.attention.key_length")
                    .without("llama.attention.value_length")
                    .without("llama.rope.dimension_count")
                    .without("llama.rope.freq_base")));
    loaded.model().close();
  }

  @Test
  void namesAnUnknownArchitectureAndTheKnownOnes() {
    assertRefused(
        model -> model.with("general.architecture", new GgufValue.Str("mamba")),
        "metadata key 'general.architecture' is 'mamba', which is not supported; supported are"
            + " llama, qwen2, qwen3, qwen3vl, qwen3moe, qwen3vlmoe, gpt-oss, gptoss, gemma3, smollm3, phi3");
    assertRefused(
        model -> model.without("general.architecture"),
        "metadata key 'general.architecture' is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "block_count | 0 | is 0, not between 1 and 1000",
        "block_count | 1000000000 | is 1000000000, not between 1 and 1000",
        "embedding_length | -64 | is -64, not between 1 and 65536",
        "feed_forward_length | 1099511627776 | is 1099511627776, not between 1 and 524288",
        "context_length | 0 | is 0, not between 2 and 2147483647",
        "context_length | 1 | is 1, not between 2 and 2147483647",
        "attention.head_count | 0 | is 0, not between 1 and 1024",
        "attention.head_count_kv | 8 | is 8, which does not divide 4 heads",
        "attention.head_count_kv | 3 | is 3, which does not divide 4 heads",
        "attention.key_length | 5000 | is 5000, not between 1 and 1024",
        "attention.value_length | 8 | is 8 while keys have 16 elements, which is not supported",
        "attention.layer_norm_rms_epsilon | 2 | is 2.0, not between 0 and 1",
        "rope.dimension_count | 7 | is 7, which is odd",
        "rope.dimension_count | 18 | is 18, not between 2 and 16",
        "rope.freq_base | -1 | is -1.0, not positive",
        "expert_count | -8 | is -8, not between 0 and 2147483647",
      })
  void refusesAbsurdSizes(String key, long value, String reason) {
    assertRefused(
        model -> model.with("llama." + key, value),
        "metadata key 'llama.%s' %s".formatted(key, reason));
  }

  @Test
  void refusesRopeScalingItDoesNotKnow() {
    assertRefused(
        model -> model.with("llama.rope.scaling.type", new GgufValue.Str("ntk")),
        "metadata key 'llama.rope.scaling.type' is 'ntk', which is not supported (none, linear, yarn"
            + " and longrope are)");
  }

  /// As llama.cpp reads them: a factor is linear unless the type says otherwise, and files older
  /// than the type have another key.
  @ParameterizedTest
  @CsvSource({"scaling.factor,,4", "scaling.factor,linear,4", "scale_linear,,4"})
  void linearRopeScalingHasSeveralSpellings(String key, String type, double factor) {
    assertThat(logitsAtEight(model -> scaled(model, key, type, factor)))
        .isEqualTo(logitsAtEight(model -> scaled(model, "scaling.factor", "linear", factor)))
        .isNotEqualTo(logitsAtEight(model -> model));
  }

  @ParameterizedTest
  @CsvSource({"scaling.factor,none,4", "scaling.factor,linear,0", "scale_linear,,0"})
  void noTypeOrNoFactorIsNoRopeScaling(String key, String type, double factor) {
    assertThat(logitsAtEight(model -> scaled(model, key, type, factor)))
        .isEqualTo(logitsAtEight(model -> model));
  }

  @Test
  void refusesANegativeRopeFactor() {
    assertRefused(
        model -> scaled(model, "scaling.factor", "linear", -2),
        "metadata key 'llama.rope.scaling.factor' is -2.0, which is negative");
  }

  private static EditedModel scaled(
      EditedModel model, String key, @Nullable String type, double factor) {
    model.with("llama.rope." + key, new GgufValue.Real(factor));
    return type == null ? model : model.with("llama.rope.scaling.type", new GgufValue.Str(type));
  }

  /// Rotation shows in no logits but those of later positions.
  private float[] logitsAtEight(UnaryOperator<EditedModel> edit) {
    LoadedModel loaded = load(edited(edit));
    try (LanguageModel model = loaded.model()) {
      int[] tokens = IntStream.range(0, 9).toArray();
      try (KvMemory memory = new KvMemory(model.config())) {
        return model.forward(List.of(new Slice(tokens, 0, memory.sequence(9, 9), 1))).values();
      }
    }
  }

  @Test
  void namesAMissingTensor() {
    for (String name :
        new String[] {
          "token_embd.weight", "output_norm.weight", "blk.2.attn_k.weight", "blk.0.ffn_norm.weight"
        }) {
      assertRefused(model -> model.withoutTensor(name), "tensor '%s' is missing".formatted(name));
    }
  }

  @Test
  void moreLayersThanTensorsAreAMissingTensor() {
    assertRefused(
        model -> model.with("llama.block_count", 1000),
        "tensor 'blk.3.attn_norm.weight' is missing");
  }

  @Test
  void namesATensorOfTheWrongShape() {
    assertRefused(
        model -> model.withTensor("blk.1.ffn_down.weight", 64, 64),
        "tensor 'blk.1.ffn_down.weight' is 64 x 64, not 64 x 128");
    assertRefused(
        model -> model.withTensor("blk.1.attn_norm.weight", 65, 1),
        "tensor 'blk.1.attn_norm.weight' is 1 x 65, not 1 x 64");
    assertRefused(
        model -> model.withTensor("output.weight", 64, 319),
        "tensor 'output.weight' is 319 x 64, not 320 x 64");
  }

  @Test
  void refusesABiasThatItWouldIgnore() {
    assertRefused(
        model -> model.withTensor("blk.0.attn_norm.bias", 64, 1),
        "tensor 'blk.0.attn_norm.bias' is a bias that this architecture is not known to have");
  }

  @Test
  void refusesAVocabularyThatDoesNotFitTheTokenizer() {
    assertRefused(
        model -> model.withTensor("token_embd.weight", 64, 321).withoutTensor("output.weight"),
        "the tokenizer has 320 tokens, but tensor 'token_embd.weight' has 321 rows");
  }

  private void assertRefused(UnaryOperator<EditedModel> edit, String message) {
    Path path = edited(edit);
    assertThatThrownBy(() -> load(path))
        .isInstanceOf(UnusableModelException.class)
        .hasMessage("edited.gguf: " + message);
  }

  private Path edited(UnaryOperator<EditedModel> edit) {
    try (EditedModel model = new EditedModel("llama")) {
      return edit.apply(model).write(folder);
    }
  }

  private LoadedModel load(Path path) {
    return ModelLoader.load(path, Kernels.fastest(), workers);
  }
}
