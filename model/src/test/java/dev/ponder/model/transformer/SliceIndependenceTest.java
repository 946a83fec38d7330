package dev.ponder.model.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.compute.CacheType;
import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.model.ModelOptions;
import dev.ponder.model.Slice;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The same bits however a sequence is cut into slices, whatever is beside it, and for any number
/// of threads.
final class SliceIndependenceTest {
  private static final int LENGTH = 75;

  @ParameterizedTest
  @CsvSource({
    "llama-tied, 1",
    "qwen3, 2",
    "qwen3-q8_0, 2",
    "qwen3-q4_0, 3",
    "qwen3-f16, 3",
    "qwen2, 2",
    "gemma3, 2",
    "qwen3moe, 2",
    "gpt-oss-mxfp4, 3",
    "smollm3, 3",
    "phi3-longrope, 2"
  })
  void aSequenceHasTheSameLogitsHoweverItIsComputed(String name, int threads) {
    sameHoweverItIsComputed(
        Fixture.named(name), new ModelOptions(128, CacheType.F32), Kernels.fastest(), threads);
  }

  @ParameterizedTest
  @CsvSource({"qwen3, 2", "qwen3-q4_0, 3", "phi3-longrope, 2"})
  void anAdapterDoesNotTellOneFromManyEither(String name, int threads, @TempDir Path folder) {
    Fixture fixture = Fixture.named(name);
    Path adapter =
        new RandomAdapter(
                fixture.folder().resolve("model.gguf"), ".*(attn_(q|qkv|v)|ffn_down).weight", 0.05f)
            .write(folder.resolve("adapter.gguf"));
    ModelOptions options = new ModelOptions(128, CacheType.F32).withAdapter(adapter);
    sameHoweverItIsComputed(fixture, options, Kernels.fastest(), threads);
  }

  private static void sameHoweverItIsComputed(
      Fixture fixture, ModelOptions options, Kernels kernels, int threads) {
    try (Workers one = new Workers(1);
        Workers several = new Workers(threads);
        Transformer reference = fixture.open(options, one, kernels);
        Transformer model = fixture.open(options, several, kernels)) {
      int[] tokens = randomTokens(new Random(5), LENGTH);
      float[][] whole = new CachedSequence(reference).forward(tokens, LENGTH);

      assertThat(new CachedSequence(model).forward(tokens, LENGTH)).isDeepEqualTo(whole);
      assertThat(inSlices(model, tokens, new Random(1), 1)).isDeepEqualTo(whole);
      assertThat(inSlices(model, tokens, new Random(2), 40)).isDeepEqualTo(whole);
      assertThat(besideOthers(model, tokens, new Random(3))).isDeepEqualTo(whole);
    }
  }

  @Test
  void rowsNotAskedForDoNotChangeTheOthers() {
    try (Workers workers = new Workers(2);
        Transformer model = Fixture.named("qwen3").open(128, workers, Kernels.fastest())) {
      int[] tokens = randomTokens(new Random(6), LENGTH);
      float[][] whole = new CachedSequence(model).forward(tokens, LENGTH);
      float[][] last = new CachedSequence(model).forward(tokens, 2);
      assertThat(last).isDeepEqualTo(Arrays.copyOfRange(whole, LENGTH - 2, LENGTH));
    }
  }

  @Test
  void whatABlockHeldBeforeDoesNotShow() {
    try (Workers workers = new Workers(2);
        Transformer model = Fixture.named("llama").open(128, workers, Kernels.fastest())) {
      int[] tokens = randomTokens(new Random(7), 19);
      float[][] fresh = new CachedSequence(model).forward(tokens, 3);
      Slice used = new CachedSequence(model).next(tokens, 3);
      used.cache().whole().getFirst().memory().fill((byte) 0xff);
      assertThat(CachedSequence.rows(model.forward(List.of(used)))).isDeepEqualTo(fresh);
    }
  }

  @Test
  void aTokenOutsideTheVocabularyIsRefusedBeforeAnythingIsWritten() {
    try (Workers workers = new Workers(1);
        Transformer model = Fixture.named("llama").open(8, workers, Kernels.fastest())) {
      int vocabulary = model.config().vocabulary();
      for (int token : new int[] {-1, vocabulary, Integer.MAX_VALUE}) {
        Slice slice = new CachedSequence(model).next(new int[] {1, token}, 1);
        assertThatThrownBy(() -> model.forward(List.of(slice)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("token %d is not in the vocabulary of %d", token, vocabulary);
        assertThat(slice.cache().whole().getFirst().memory().toArray(ValueLayout.JAVA_BYTE))
            .containsOnly(0);
      }
    }
  }

  @Test
  void aStepOfNoOrTooManyTokensIsRefused() {
    try (Workers workers = new Workers(1);
        Transformer model = Fixture.named("llama").open(8, workers, Kernels.fastest())) {
      Slice five = new CachedSequence(model).next(new int[] {1, 2, 3, 4, 5}, 1);
      assertThatThrownBy(() -> model.forward(List.of(five, five)))
          .hasMessage("a step takes 1 to 8 tokens, not 10");
      assertThatThrownBy(() -> model.forward(List.of()))
          .hasMessage("a step takes 1 to 8 tokens, not 0");
    }
  }

  private static float[][] inSlices(Transformer model, int[] tokens, Random random, int longest) {
    CachedSequence sequence = new CachedSequence(model);
    List<float[]> rows = new ArrayList<>();
    for (int from = 0; from < tokens.length; ) {
      int to = Math.min(tokens.length, from + 1 + random.nextInt(longest));
      rows.addAll(List.of(sequence.forward(Arrays.copyOfRange(tokens, from, to), to - from)));
      from = to;
    }
    return rows.toArray(float[][]::new);
  }

  /// Computes the tokens while other sequences come, grow and go in the same steps.
  private static float[][] besideOthers(Transformer model, int[] tokens, Random random) {
    CachedSequence sequence = new CachedSequence(model);
    CachedSequence neighbour = new CachedSequence(model);
    List<float[]> rows = new ArrayList<>();
    for (int from = 0; from < tokens.length; ) {
      int to = Math.min(tokens.length, from + 1 + random.nextInt(30));
      Slice before = neighbour.next(randomTokens(random, 1 + random.nextInt(20)), 1);
      Slice own = sequence.next(Arrays.copyOfRange(tokens, from, to), to - from);
      Slice after = new CachedSequence(model).next(randomTokens(random, 1 + random.nextInt(40)), 0);
      float[][] all = CachedSequence.rows(model.forward(List.of(before, own, after)));
      rows.addAll(List.of(all).subList(1, all.length));
      from = to;
    }
    return rows.toArray(float[][]::new);
  }

  private static int[] randomTokens(Random random, int count) {
    return random.ints(count, 0, 280).toArray();
  }
}
