package dev.ponder.model.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ponder.compute.CacheType;
import dev.ponder.compute.Format;
import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.model.ModelLoader;
import dev.ponder.model.ModelNeeds;
import dev.ponder.model.ModelOptions;
import dev.ponder.model.UnusableModelException;
import dev.ponder.model.gguf.GgufFile;
import dev.ponder.model.gguf.GgufValue;
import dev.ponder.model.gguf.GgufWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AdapterTest {
  private static final String PROJECTIONS =
      "blk\\.\\d+\\.(attn_(q|k|v|qkv|output)|ffn_(gate|up|down))\\.weight";
  private static final int[] TOKENS = {5, 17, 3, 42, 8, 1, 30, 12, 9};
  private static final ModelOptions OPTIONS = new ModelOptions(64, CacheType.F32);

  @TempDir Path folder;

  private static Path base(String fixture) {
    return Fixture.named(fixture).folder().resolve("model.gguf");
  }

  private static float[][] logits(Path model, ModelOptions options) {
    try (Workers workers = new Workers(2);
        Transformer transformer =
            Transformer.of(
                GgufFile.open(model),
                "model.gguf",
                new Transformer.Runtime(options, workers, Kernels.named("vector")))) {
      return new CachedSequence(transformer).forward(TOKENS, TOKENS.length);
    }
  }

  private float[][] adapted(Path model, Path adapter) {
    return logits(model, OPTIONS.withAdapter(adapter));
  }

  @ParameterizedTest
  @CsvSource({
    "llama, 0.05",
    "qwen2, 0.05",
    "qwen3, 0.05",
    "qwen3-f16, 0.05",
    "gemma3, 0.02",
    "smollm3, 0.05",
    "phi3-longrope, 0.05"
  })
  void anAdapterDoesWhatItDoesMergedIntoTheWeights(String fixture, float size) {
    Path base = base(fixture);
    RandomAdapter adapter = new RandomAdapter(base, PROJECTIONS, size);
    float[][] merged = logits(adapter.merge(folder.resolve("merged.gguf")), OPTIONS);
    float[][] beside = adapted(base, adapter.write(folder.resolve("adapter.gguf")));
    assertThat(beside[8]).isNotEqualTo(logits(base, OPTIONS)[8]);
    for (int i = 0; i < TOKENS.length; i++) {
      assertThat(beside[i]).containsExactly(merged[i], within(1e-3f));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"qwen3-q8_0", "qwen3moe"})
  void anAdapterOfZerosChangesNothing(String fixture) {
    Path base = base(fixture);
    String attention = "blk\\.\\d+\\.(attn_(q|k|v|output)|ffn_gate_inp)\\.weight";
    Path adapter = new RandomAdapter(base, attention, 0).write(folder.resolve("adapter.gguf"));
    assertThat(adapted(base, adapter)).isDeepEqualTo(logits(base, OPTIONS));
  }

  @Test
  void aFileWithoutAlphaCountsItsProductsOnce() {
    Path base = base("qwen3");
    Path adapter =
        new RandomAdapter(base, ".*attn_q.weight", 0.05f).write(folder.resolve("adapter.gguf"));
    Path once = edited(adapter, metadata -> metadata.remove("adapter.lora.alpha"));
    float[][] expected =
        adapted(
            base,
            edited(adapter, metadata -> metadata.put("adapter.lora.alpha", new GgufValue.Real(3))));
    assertThat(adapted(base, once)).isDeepEqualTo(expected);
  }

  @Test
  void whatAnAdapterTakesIsKnownBefore() {
    Path base = base("qwen3");
    Path adapter =
        new RandomAdapter(base, PROJECTIONS, 0.05f).write(folder.resolve("adapter.gguf"));
    ModelNeeds without = ModelLoader.needs(base, OPTIONS, Kernels.fastest());
    ModelNeeds with = ModelLoader.needs(base, OPTIONS.withAdapter(adapter), Kernels.fastest());
    assertThat(with.weightBytes()).isGreaterThan(without.weightBytes());
    assertThat(with.activationBytes()).isGreaterThan(without.activationBytes());
    assertThat(with.config()).isEqualTo(without.config());
  }

  private Path edited(Path adapter, Consumer<Map<String, GgufValue>> edit) {
    try (GgufFile file = GgufFile.open(adapter)) {
      Map<String, GgufValue> metadata = new LinkedHashMap<>(file.metadata().values());
      edit.accept(metadata);
      GgufWriter writer = new GgufWriter();
      metadata.forEach(writer::put);
      file.tensors()
          .values()
          .forEach(tensor ->
              writer.tensor(
                  tensor.name(),
                  tensor.format(),
                  tensor.dimensions(),
                  (first, band) -> {
                    long row = tensor.format().bytes(tensor.dimensions().getFirst());
                    band.put(tensor.data().asSlice(first * row, band.remaining()).asByteBuffer());
                  }));
      Path to = folder.resolve("edited-" + metadata.hashCode() + ".gguf");
      writer.write(to);
      return to;
    }
  }

  private void refused(Path adapter, String message) {
    assertThatThrownBy(() -> adapted(base("qwen3"), adapter))
        .isInstanceOf(UnusableModelException.class)
        .hasMessage(adapter.getFileName() + ": " + message);
  }

  @Test
  void filesThatAreNoAdaptersOfTheModelAreRefused() {
    Path base = base("qwen3");
    Path adapter =
        new RandomAdapter(base, PROJECTIONS, 0.05f).write(folder.resolve("adapter.gguf"));
    refused(
        edited(adapter, metadata -> metadata.put("general.type", new GgufValue.Str("model"))),
        "metadata key 'general.type' is 'model', but this is no adapter");
    refused(
        edited(adapter, metadata -> metadata.put("adapter.type", new GgufValue.Str("prefix"))),
        "metadata key 'adapter.type' is 'prefix', but only low-rank adapters are supported");
    refused(
        edited(adapter, metadata -> metadata.put("general.architecture", new GgufValue.Str("x"))),
        "metadata key 'general.architecture' is 'x', but the model is 'qwen3'");
    refused(
        edited(adapter, metadata -> metadata.remove("adapter.type")),
        "metadata key 'adapter.type' is missing");
    refused(
        edited(
            adapter,
            metadata -> metadata.put("adapter.alora.invocation_tokens", new GgufValue.Int(1))),
        "metadata key 'adapter.alora.invocation_tokens' names tokens that switch it on, which is"
            + " not supported");
  }

  private Path withTensors(Consumer<GgufWriter> tensors) {
    GgufWriter writer = new GgufWriter();
    RandomAdapter.metadata("qwen3").forEach(writer::put);
    tensors.accept(writer);
    Path to = folder.resolve("made.gguf");
    writer.write(to);
    return to;
  }

  private static void tensor(GgufWriter writer, String name, int columns, int rows, float value) {
    float[] values = new float[columns * rows];
    Arrays.fill(values, value);
    writer.tensor(name, Format.F32, List.of((long) columns, (long) rows), values);
  }

  @Test
  void tensorsThatDoNotFitAreRefused() {
    String name = "blk.0.attn_output.weight";
    int rows;
    int columns;
    try (GgufFile file = GgufFile.open(base("qwen3"))) {
      rows = file.tensor(name).orElseThrow().matrix().rows();
      columns = file.tensor(name).orElseThrow().matrix().columns();
    }
    refused(withTensors(_ -> {}), "the adapter holds no tensors");
    refused(
        withTensors(writer -> tensor(writer, name + ".lora_a", columns, 2, 1)),
        "tensor '" + name + ".lora_b' is missing");
    refused(
        withTensors(writer -> {
          tensor(writer, name + ".lora_a", columns + 1, 2, 1);
          tensor(writer, name + ".lora_b", 2, rows, 1);
        }),
        "tensor '%s.lora_a' is 2 x %d, not 2 x %d".formatted(name, columns + 1, columns));
    refused(
        withTensors(writer -> {
          tensor(writer, name + ".lora_a", columns, 2, 1);
          tensor(writer, name + ".lora_b", 3, rows, 1);
        }),
        "tensor '%s.lora_b' is %d x 3, not %d x 2".formatted(name, rows, rows));
    refused(
        withTensors(writer -> {
          tensor(writer, name + ".lora_a", columns, 2, Float.NaN);
          tensor(writer, name + ".lora_b", 2, rows, 1);
        }),
        "tensor '%s.lora_a' holds a weight or scale that is not a finite number".formatted(name));
    refused(
        withTensors(writer -> {
          tensor(writer, name + ".lora_a", columns, 4097, 1);
          tensor(writer, name + ".lora_b", 4097, rows, 1);
        }),
        "tensor '%s.lora_a' is of rank 4097, more than 4096".formatted(name));
    refused(
        withTensors(writer -> tensor(writer, "token_embd.weight.lora_a", 4, 2, 1)),
        "tensor 'token_embd.weight.lora_a' adapts nothing of this model that can be adapted");
  }

  @Test
  void anAdapterIsNoModel() {
    Path adapter =
        new RandomAdapter(base("qwen3"), PROJECTIONS, 0.05f).write(folder.resolve("adapter.gguf"));
    assertThatThrownBy(() -> ModelLoader.needs(adapter, OPTIONS, Kernels.fastest()))
        .isInstanceOf(UnusableModelException.class)
        .hasMessage(
            "adapter.gguf: metadata key 'general.type' is 'adapter': an adapter is loaded beside"
                + " its model, not alone");
  }

  @Test
  void damagedAdaptersAreRefused() throws IOException {
    Path base = base("qwen3");
    byte[] whole =
        Files.readAllBytes(
            new RandomAdapter(base, PROJECTIONS, 0.05f).write(folder.resolve("adapter.gguf")));
    Path cut = folder.resolve("cut.gguf");
    for (int length : new int[] {0, 3, 100, whole.length / 2, whole.length - 64}) {
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> adapted(base, cut))
          .isInstanceOf(UnusableModelException.class)
          .hasMessageStartingWith("cut.gguf: ");
    }
  }
}
