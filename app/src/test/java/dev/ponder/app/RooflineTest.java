package dev.ponder.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ponder.app.Inspection.Tensor;
import dev.ponder.app.ModelWork.Work;
import dev.ponder.compute.CacheType;
import dev.ponder.compute.Ceilings;
import dev.ponder.compute.Ceilings.Arithmetic;
import dev.ponder.core.Json;
import dev.ponder.model.ModelConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RooflineTest {
  private static final Tensor EMBEDDING = tensor("token_embd.weight", 100, 10);
  private static final Tensor NORM = tensor("blk.0.attn_norm.weight", 10);
  private static final Tensor MATRIX = tensor("blk.0.attn_q.weight", 20, 10);
  private static final Tensor HEAD = tensor("output.weight", 100, 10);

  @Test
  void aPromptTakesEachMatrixForEachTokenAndTheHeadOnce() {
    Work prompt = work(Map.of(), EMBEDDING, NORM, MATRIX, HEAD).prompt(8, 4);
    // Two operations an element; keys before and with each token, for two heads of 4 elements.
    double keys = 1 + 2 + 3 + 4 + 5 + 6 + 7 + 8;
    assertThat(prompt.operations()).isEqualTo(8 * 400 + 2000 + 4 * 2 * 4 * keys);
    // Two steps read the matrix, and the second one the cache of 4 positions.
    assertThat(prompt.bytes()).isEqualTo(2 * MATRIX.bytes() + HEAD.bytes() + cache(4));
  }

  @Test
  void eachGeneratedTokenReadsAllThatIsMultiplied() {
    Work one = work(Map.of(), EMBEDDING, NORM, MATRIX, HEAD).generation(50, 1);
    assertThat(one.bytes()).isEqualTo(MATRIX.bytes() + HEAD.bytes() + cache(50));
    Work two = work(Map.of(), EMBEDDING, NORM, MATRIX, HEAD).generation(50, 2);
    assertThat(two.bytes()).isEqualTo(2 * one.bytes() + cache(1));
  }

  @Test
  void embeddingsAreMultipliedOnlyWhereTheyAreTheHead() {
    Work tied = work(Map.of(), EMBEDDING, MATRIX).generation(0, 1);
    Work untied = work(Map.of(), EMBEDDING, MATRIX, HEAD).generation(0, 1);
    assertThat(tied).isEqualTo(untied);
  }

  @Test
  void expertsCountAsFarAsTheyAreVisited() {
    Map<String, Json> metadata =
        Map.of("fake.expert_count", Json.of(8L), "fake.expert_used_count", Json.of(2L));
    Tensor experts = tensor("blk.0.ffn_up_exps.weight", 8, 20, 10);
    ModelWork work = work(metadata, experts, HEAD);
    Work alone = work.generation(0, 1);
    assertThat(alone.operations()).isEqualTo(2 * 1600 / 4.0 + 2000 + 4 * 2 * 4);
    assertThat(alone.bytes()).isEqualTo(experts.bytes() / 4.0 + HEAD.bytes());
    // Many tokens together visit all of them.
    assertThat(work.prompt(200, 200).bytes())
        .isCloseTo(experts.bytes() + HEAD.bytes(), within(1e-6));
  }

  @Test
  void theRoofIsMemoryOnTheLeftAndArithmeticOnTheRight() {
    Ceilings ceilings = new Ceilings(10, Map.of(Arithmetic.FLOAT32, 100.0, Arithmetic.INT8, 400.0));
    Roofline bytes = Roofline.of(ceilings, "Q8_0", List.of());
    assertThat(bytes.attainable(new Work(20, 10))).isEqualTo(20);
    assertThat(bytes.attainable(new Work(1000, 10))).isEqualTo(400);
    Roofline floats = Roofline.of(ceilings, "F16", List.of());
    assertThat(floats.attainable(new Work(1000, 10))).isEqualTo(100);
    assertThat(floats.share(new Roofline.Achieved("", new Work(1000, 10), 20))).isEqualTo(0.5);
  }

  @Test
  void withoutBytesInTheKernelsFloatsAreTheRoof() {
    Ceilings ceilings = new Ceilings(10, Map.of(Arithmetic.FLOAT32, 100.0));
    assertThat(Roofline.of(ceilings, "Q8_0", List.of()).arithmetic()).isEqualTo(Arithmetic.FLOAT32);
  }

  /// Bytes of so many positions of one layer of one key head, 4 wide, in F32 keys and values.
  private static double cache(int positions) {
    ModelConfig config = config();
    return positions * (double) config.headLayout(0).bytes() / 32;
  }

  private static ModelConfig config() {
    return new ModelConfig(
        "fake", 100, 4096, CacheType.F32, List.of(new ModelConfig.LayerCache(1, 4, 0)));
  }

  private static ModelWork work(Map<String, Json> metadata, Tensor... tensors) {
    Map<String, Json> all = new HashMap<>(metadata);
    all.put("fake.attention.head_count", Json.of(2L));
    Inspection inspection =
        new Inspection(
            Path.of("none.gguf"), 0, 3, all, List.of(tensors), new Inspection.Use.Impossible(""));
    return ModelWork.of(inspection, config());
  }

  private static Tensor tensor(String name, long... shape) {
    List<Long> sizes = LongStream.of(shape).boxed().toList();
    long elements = sizes.stream().reduce(1L, (a, b) -> a * b);
    return new Tensor(name, sizes, "F32", 4 * elements);
  }
}
