package dev.ponder.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.model.gguf.GgufValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that claim absurd things about themselves are refused in one sentence, before anything is
/// allocated by what they claim.
final class HostileModelTest {
  private static final int MUTATIONS = 60;

  private static final List<GgufValue> VALUES =
      List.of(
          new GgufValue.Int(0),
          new GgufValue.Int(-1),
          new GgufValue.Int(1),
          new GgufValue.Int(3),
          new GgufValue.Int(7),
          new GgufValue.Int(1000),
          new GgufValue.Int(Integer.MAX_VALUE),
          new GgufValue.Int(1L << 40),
          new GgufValue.Int(Long.MIN_VALUE),
          new GgufValue.Real(Double.NaN),
          new GgufValue.Real(Double.NEGATIVE_INFINITY),
          new GgufValue.Real(1e-30),
          new GgufValue.Real(1e30),
          new GgufValue.Real(-1),
          new GgufValue.Bool(true),
          new GgufValue.Str("yarn"),
          new GgufValue.Str("longrope"),
          new GgufValue.Arr(List.of()),
          new GgufValue.Arr(List.of(new GgufValue.Int(4), new GgufValue.Int(2))));

  private final Workers workers = new Workers(1);

  @TempDir private Path folder;

  @AfterEach
  void closeWorkers() {
    workers.close();
  }

  /// Any hyper-parameter replaced by any of the values: a sentence, or a model that computes.
  @ParameterizedTest
  @ValueSource(
      strings = {"llama", "gemma3", "smollm3", "phi3-longrope", "qwen3moe", "gpt-oss-mxfp4"})
  void anyHyperParameterMayBeAnything(String fixture) {
    Random random = new Random(fixture.hashCode());
    for (int i = 0; i < MUTATIONS; i++) {
      try (EditedModel model = new EditedModel(fixture)) {
        List<String> keys = new ArrayList<>(model.keys());
        keys.removeIf(key -> key.startsWith("tokenizer."));
        String architecture = fixture.replaceFirst("-(longrope|mxfp4)$", "");
        keys.add(architecture + ".rope.scaling.type");
        keys.add(architecture + ".rope.scaling.factor");
        keys.add(architecture + ".attention.sliding_window");
        keys.add(architecture + ".attention.sliding_window_pattern");
        keys.add(architecture + ".expert_weights_scale");
        String key = keys.get(random.nextInt(keys.size()));
        GgufValue value = VALUES.get(random.nextInt(VALUES.size()));
        loadsOrSaysWhy(model.with(key, value).write(folder), key + " = " + value);
      }
    }
  }

  private void loadsOrSaysWhy(Path path, String what) {
    try {
      Transformers.run(path, workers);
    } catch (UnusableModelException e) {
      assertThat(e.getMessage()).as(what).startsWith("edited.gguf: ").doesNotContain("\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "expert_used_count | 5 | is 5, not between 1 and 4",
        "expert_used_count | 0 | is 0, not between 1 and 4",
        "expert_count | 0 | is 0, not between 1 and 2048",
        "expert_count | 100000 | is 100000, not between 1 and 2048",
        "expert_shared_count | 1 | is 1, but shared experts are not supported",
        "expert_gating_func | 2 | is 2, but only softmax is supported",
        "attention.sliding_window | -1 | is -1, not between 0 and 2147483647",
        "rope.freq_base | 0 | is 0.0, not positive",
        "rope.freq_base | 1 | is 1.0, too small for YaRN",
        "rope.scaling.yarn_beta_fast | 0 | is 0.0, not positive",
        "rope.scaling.original_context_length | 0 | is 0, not between 1 and 2147483647",
      })
  void namesTheAbsurdHyperParameter(String key, long value, String reason) {
    assertRefused(
        model -> model.with("gpt-oss." + key, value),
        "metadata key 'gpt-oss.%s' %s".formatted(key, reason));
  }

  @Test
  void namesAnEpsilonThatIsNoNumber() {
    assertRefused(
        model ->
            model.with("gpt-oss.attention.layer_norm_rms_epsilon", new GgufValue.Real(Double.NaN)),
        "metadata key 'gpt-oss.attention.layer_norm_rms_epsilon' is NaN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "blk.0.attn_q.bias",
        "blk.1.attn_output.bias",
        "blk.0.attn_sinks.weight",
        "blk.2.ffn_gate_inp.bias",
        "blk.0.ffn_down_exps.bias",
        "blk.0.ffn_up_exps.weight",
        "output_norm.weight",
      })
  void namesAMissingTensor(String name) {
    assertRefused(model -> model.withoutTensor(name), "tensor '%s' is missing".formatted(name));
  }

  @Test
  void namesGateAndUpInOneWhereTheyDoNotFit() {
    assertRefused(
        model -> model.withTensor("blk.0.ffn_gate_up_exps.weight", 64, 128),
        "tensor 'blk.0.ffn_gate_up_exps.weight' is 1 x 128 x 64, not 4 x 128 x 64");
    try (EditedModel model = new EditedModel("qwen3moe")) {
      Path path = model.withTensor("blk.0.ffn_gate_up_exps.weight", 64, 128).write(folder);
      assertThatThrownBy(() -> Transformers.run(path, workers))
          .isInstanceOf(UnusableModelException.class)
          .hasMessage(
              "edited.gguf: tensor 'blk.0.ffn_gate_up_exps.weight' holds gate and up in one, which"
                  + " is supported of gpt-oss only");
    }
  }

  @Test
  void namesATensorOfAnotherShape() {
    assertRefused(
        model -> model.withTensor("blk.0.ffn_up_exps.weight", 64, 64),
        "tensor 'blk.0.ffn_up_exps.weight' is 1 x 64 x 64, not 4 x 64 x 64");
    assertRefused(
        model -> model.withTensor("blk.0.attn_sinks.weight", 5, 1),
        "tensor 'blk.0.attn_sinks.weight' is 1 x 5, not 1 x 4");
  }

  @Test
  void namesANormThatHoldsNoNumber() {
    assertRefused(
        model -> model.withTensor("blk.1.attn_norm.weight", 64, 1, Float.NaN),
        "tensor 'blk.1.attn_norm.weight' holds a weight or scale that is not a finite number");
  }

  private void assertRefused(UnaryOperator<EditedModel> edit, String message) {
    try (EditedModel model = new EditedModel("gpt-oss-mxfp4")) {
      Path path = edit.apply(model).write(folder);
      assertThatThrownBy(() -> Transformers.run(path, workers))
          .isInstanceOf(UnusableModelException.class)
          .hasMessage("edited.gguf: " + message);
    }
  }

  /// Loads and takes a few tokens through.
  private static final class Transformers {
    static void run(Path path, Workers workers) {
      ModelOptions options = ModelOptions.DEFAULT.withMaxBatchTokens(8);
      LoadedModel loaded = ModelLoader.load(path, options, Kernels.fastest(), workers);
      try (LanguageModel model = loaded.model();
          KvMemory memory = new KvMemory(model.config())) {
        SequenceCache cache = memory.sequence(8, 8);
        Logits logits = model.forward(List.of(new Slice(new int[] {1, 2, 3}, 0, cache, 1)));
        assertThat(logits.rows()).isEqualTo(1);
      }
    }
  }
}
