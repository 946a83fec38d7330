package dev.ponder.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.compute.Format;
import dev.ponder.compute.Matrix;
import dev.ponder.compute.ScalarKernels;
import dev.ponder.compute.Workers;
import dev.ponder.model.gguf.GgufFile;
import dev.ponder.model.gguf.GgufTensor;
import dev.ponder.model.gguf.GgufWriter;
import dev.ponder.model.tokenizer.Tokenizer;
import dev.ponder.model.tokenizer.Tokenizers;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SynthesizerTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void theTinyShapeIsWholeInEveryFormat(Format format) {
    Path path = write("tiny", format, 1);
    try (GgufFile file = GgufFile.open(path)) {
      assertThat(file.metadata().requiredInt("qwen3.block_count")).isEqualTo(2);
      assertThat(file.tensors()).hasSize(2 + 2 * 11).doesNotContainKey("output.weight");
      GgufTensor embedding = file.tensor("token_embd.weight").orElseThrow();
      assertThat(embedding.format())
          .isEqualTo(WeightTypes.all(format).formatOf("token_embd.weight", 2, 64));
      assertThat(embedding.matrix().rows()).isEqualTo(Tokenizers.of(file).size());
      GgufTensor norm = file.tensor("blk.1.attn_q_norm.weight").orElseThrow();
      for (float value : norm.data().toArray(ValueLayout.JAVA_FLOAT_UNALIGNED)) {
        assertThat(value).isBetween(0.9f, 1.1f);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void weightsHaveTheirDeviation(Format format) {
    try (GgufFile file = GgufFile.open(write("tiny", format, 2))) {
      GgufTensor tensor = file.tensor("blk.0.ffn_down.weight").orElseThrow();
      double sum = 0;
      double squares = 0;
      int count = 128 * 64;
      for (float value : elements(tensor.matrix())) {
        sum += value;
        squares += value * value;
      }
      // 8 / sqrt(128 columns) / sqrt(2 * 2 layers), within 5 %.
      assertThat(Math.sqrt(squares / count)).isCloseTo(0.3536, Offset.offset(0.0177));
      assertThat(sum / count).isCloseTo(0, Offset.offset(0.02));
    }
  }

  @Test
  void theSeedDecidesEveryByte() throws IOException {
    byte[] first = Files.readAllBytes(write("tiny", Format.Q8_0, 3));
    assertThat(Files.readAllBytes(write("tiny", Format.Q8_0, 3))).isEqualTo(first);
    assertThat(Files.readAllBytes(write("tiny", Format.Q8_0, 4))).isNotEqualTo(first);
  }

  @Test
  void q8NeverHoldsTheValueThatEncodersAvoid() {
    try (GgufFile file = GgufFile.open(write("tiny", Format.Q8_0, 5))) {
      MemorySegment data = file.tensor("token_embd.weight").orElseThrow().data();
      int[] counts = new int[256];
      for (long i = 0; i < data.byteSize(); i++) {
        counts[data.get(ValueLayout.JAVA_BYTE, i) & 0xFF] += i % 34 < 2 ? 0 : 1;
      }
      assertThat(counts[0x80]).isZero();
      assertThat(counts[0x7F]).isPositive();
      assertThat(counts[0x81]).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tiny", "tiny-llama", "tiny-smollm", "tiny-qwen2", "tiny-gpt-oss", "tiny-phi4"})
  void tinyShapesTakeOneTokenPerByte(String name) {
    try (GgufFile file = GgufFile.open(write(name, Format.F32, 1))) {
      Tokenizer tokenizer = Tokenizers.of(file);
      String text = "née <|im_end|> <|eot_id|>";
      assertThat(tokenizer.encode(text)).hasSize(26);
      assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
      assertThat(tokenizer.endOfText()).isNotEmpty();
    }
  }

  /// Logits neither explode nor vanish, and depend on what was said before.
  @Test
  void everyTinyShapeRuns() {
    List<String> names = ModelShape.names().stream().filter(n -> n.startsWith("tiny")).toList();
    assertThat(names).hasSize(ModelShape.Family.values().length);
    for (String name : names) {
      Path path = write(name, Format.F32, 1);
      try (Workers workers = new Workers(1);
          LanguageModel model =
              ModelLoader.load(
                      path,
                      ModelOptions.DEFAULT.withMaxBatchTokens(8),
                      new ScalarKernels(),
                      workers)
                  .model()) {
        float[] first = logits(model, 1, 2, 3, 4, 5);
        float[] second = logits(model, 9, 2, 3, 4, 5);
        assertThat(first).as(name).isNotEqualTo(second);
        double squares = 0;
        for (float logit : first) {
          squares += logit * logit;
        }
        assertThat(Math.sqrt(squares / first.length)).as(name).isBetween(0.2, 30.0);
      }
    }
  }

  private static float[] logits(LanguageModel model, int... tokens) {
    try (KvMemory memory = new KvMemory(model.config())) {
      Slice slice = new Slice(tokens, 0, memory.sequence(tokens.length, tokens.length), 1);
      return Arrays.copyOf(model.forward(List.of(slice)).values(), model.config().vocabulary());
    }
  }

  @Test
  void progressEndsAtTheSizeOfTheFile() throws IOException {
    AtomicLong last = new AtomicLong();
    Path path = folder.resolve("observed.gguf");
    Synthesizer synthesizer =
        new Synthesizer(ModelShape.named("tiny").orElseThrow(), Format.Q4_0, 1);
    synthesizer.write(
        path,
        (bytes, total) -> {
          assertThat(bytes).isGreaterThan(last.getAndSet(bytes)).isLessThanOrEqualTo(total);
        });
    assertThat(last.get()).isCloseTo(Files.size(path), Offset.offset(32L * 30));
  }

  @Test
  void shapesAreKnownByName() {
    assertThat(ModelShape.names()).contains("tiny", "qwen3-0.6b", "qwen3-8b", "smollm2-135m");
    assertThat(ModelShape.named("qwen3-0.6b"))
        .hasValueSatisfying(shape -> assertThat(shape.head()).isEqualTo(ModelShape.Head.TIED));
    assertThat(ModelShape.named("qwen3-8b"))
        .hasValueSatisfying(shape -> assertThat(shape.head()).isEqualTo(ModelShape.Head.UNTIED));
    assertThat(ModelShape.named("gpt-5")).isEmpty();
  }

  @Test
  void aLargeVocabularyHasItsPublishedIds() {
    ModelShape shape = ModelShape.named("qwen3-0.6b").orElseThrow();
    GgufWriter writer = new GgufWriter();
    new SyntheticVocabulary(shape).describe(writer);
    Path path = folder.resolve("vocabulary.gguf");
    writer.write(path);
    try (GgufFile file = GgufFile.open(path)) {
      Tokenizer tokenizer = Tokenizers.of(file);
      assertThat(tokenizer.size()).isEqualTo(151_936);
      assertThat(tokenizer.special("<|im_end|>")).hasValue(151_645);
      assertThat(tokenizer.special("</think>")).hasValue(151_668);
      assertThat(tokenizer.endOfText()).isEqualTo(java.util.Set.of(151_643, 151_645));
      assertThat(tokenizer.encode("the other")).hasSize(3);
    }
  }

  @Test
  void aMixSpendsMoreBitsOnSensitiveMatrices() {
    WeightTypes mix = WeightTypes.named("q4_k_m").orElseThrow();
    assertThat(mix.formatOf("blk.0.attn_v.weight", 28, 1024)).isEqualTo(Format.Q6_K);
    assertThat(mix.formatOf("blk.3.attn_v.weight", 28, 1024)).isEqualTo(Format.Q4_K);
    assertThat(mix.formatOf("blk.5.ffn_down.weight", 28, 1024)).isEqualTo(Format.Q6_K);
    assertThat(mix.formatOf("blk.5.ffn_up.weight", 28, 1024)).isEqualTo(Format.Q4_K);
    assertThat(mix.formatOf("token_embd.weight", 28, 1024)).isEqualTo(Format.Q6_K);
    assertThat(mix.formatOf("blk.0.attn_v.weight", 28, 96)).isEqualTo(Format.Q8_0);
    assertThat(mix.formatOf("blk.0.attn_v.weight", 28, 9)).isEqualTo(Format.F16);
    WeightTypes experts = WeightTypes.named("MXFP4_MOE").orElseThrow();
    assertThat(experts.formatOf("blk.1.ffn_up_exps.weight", 4, 64)).isEqualTo(Format.MXFP4);
    assertThat(experts.formatOf("output.weight", 4, 64)).isEqualTo(Format.Q8_0);
  }

  private static float[] elements(Matrix matrix) {
    float[] elements = new float[matrix.rows() * matrix.columns()];
    for (int row = 0; row < matrix.rows(); row++) {
      new ScalarKernels().dequantizeRow(matrix, row, elements, row * matrix.columns());
    }
    return elements;
  }

  private Path write(String shape, Format format, long seed) {
    Path path = folder.resolve(shape + format + ".gguf");
    new Synthesizer(ModelShape.named(shape).orElseThrow(), format, seed).write(path);
    return path;
  }
}
