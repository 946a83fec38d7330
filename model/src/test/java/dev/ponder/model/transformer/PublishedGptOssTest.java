package dev.ponder.model.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ponder.compute.CacheType;
import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.model.ModelOptions;
import dev.ponder.model.UnusableModelException;
import dev.ponder.model.gguf.GgufFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ollama's layouts of gpt-oss against llama.cpp's, of the same weights.
final class PublishedGptOssTest {
  private static final int LENGTH = 21;

  @TempDir private Path folder;

  /// The terms of a sum come in another order.
  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector", "native"})
  void theFirstLayoutComputesTheSame(String name) throws IOException {
    Kernels kernels = Kernels.named(name);
    assumeTrue(kernels.name().startsWith(name));
    for (int[] sizes : new int[][] {{32, 96}, {96, 32}, {160, 64}}) {
      float[][] expected = logits(new PublishedGptOss(sizes[0], sizes[1]), kernels);
      float[][] actual = logits(first(sizes[0], sizes[1]), kernels);
      assertThat(difference(actual, expected)).isLessThan(1e-4);
    }
  }

  @Test
  void theSecondLayoutComputesTheSameBits() throws IOException {
    Kernels kernels = Kernels.named("vector");
    float[][] expected = logits(new PublishedGptOss(64, 96), kernels);
    assertThat(logits(new PublishedGptOss(64, 96).interleaved(), kernels)).isDeepEqualTo(expected);
  }

  /// No converter wrote that number beside separate gates, so it is a renumbered 39.
  @Test
  void theNumberAloneChangesNothing() throws IOException {
    Kernels kernels = Kernels.named("vector");
    float[][] expected = logits(new PublishedGptOss(64, 96), kernels);
    assertThat(logits(new PublishedGptOss(64, 96).renumbered(), kernels)).isDeepEqualTo(expected);
  }

  /// So that the tests above would notice an order that is not honoured.
  @Test
  void theOrderMatters() throws IOException {
    Kernels kernels = Kernels.named("vector");
    float[][] expected = logits(new PublishedGptOss(64, 96), kernels);
    assertThat(difference(logits(new PublishedGptOss(64, 96).paired(), kernels), expected))
        .isGreaterThan(0.1);
  }

  @Test
  void hasTheSameBitsHoweverItIsComputed() throws IOException {
    Path path = first(64, 96).write(folder.resolve("model.gguf"));
    for (String name : new String[] {"vector", "native"}) {
      Kernels kernels = Kernels.named(name);
      try (Workers workers = new Workers(2);
          Transformer model = open(path, workers, kernels)) {
        float[][] whole = new CachedSequence(model).forward(tokens(), LENGTH);
        CachedSequence alone = new CachedSequence(model);
        for (int i = 0; i < LENGTH; i++) {
          assertThat(alone.forward(new int[] {tokens()[i]}, 1)[0]).isEqualTo(whole[i]);
        }
      }
    }
  }

  @Test
  void namesWhatDoesNotFit() {
    assertRefused(
        first(64, 96).without("blk.1.ffn_gate_up_exps.bias"),
        "tensor 'blk.1.ffn_gate_up_exps.bias' is missing");
    assertRefused(
        first(64, 96).without("blk.0.ffn_gate_up_exps.weight"),
        "tensor 'blk.0.ffn_gate_exps.weight' is missing");
    assertRefused(
        first(64, 96).without("blk.0.ffn_down_exps.weight"),
        "tensor 'blk.0.ffn_down_exps.weight' is missing");
    assertRefused(
        first(64, 96).doubled("blk.0.ffn_gate_up_exps.weight"),
        "tensor 'blk.0.ffn_gate_up_exps.weight' is 5 x 384 x 64, not 5 x 192 x 64");
  }

  private void assertRefused(PublishedGptOss broken, String message) {
    assertThatThrownBy(() -> logits(broken, Kernels.named("vector")))
        .isInstanceOf(UnusableModelException.class)
        .hasMessage("test: " + message);
  }

  private static PublishedGptOss first(int hidden, int inner) {
    return new PublishedGptOss(hidden, inner).interleaved().paired().renumbered();
  }

  private float[][] logits(PublishedGptOss weights, Kernels kernels) throws IOException {
    Path path = weights.write(folder.resolve("model.gguf"));
    try (Workers workers = new Workers(1);
        Transformer model = open(path, workers, kernels)) {
      return new CachedSequence(model).forward(tokens(), LENGTH);
    }
  }

  private static Transformer open(Path path, Workers workers, Kernels kernels) {
    ModelOptions options = new ModelOptions(LENGTH, CacheType.F32);
    return Transformer.of(
        GgufFile.open(path), "test", new Transformer.Runtime(options, workers, kernels));
  }

  private static int[] tokens() {
    return new Random(3).ints(LENGTH, 0, PublishedGptOss.VOCABULARY).toArray();
  }

  /// The largest, relative to the largest logit.
  private static double difference(float[][] actual, float[][] expected) {
    double largest = 0;
    double error = 0;
    for (int row = 0; row < expected.length; row++) {
      for (int i = 0; i < expected[row].length; i++) {
        largest = Math.max(largest, Math.abs(expected[row][i]));
        error = Math.max(error, Math.abs(actual[row][i] - expected[row][i]));
      }
    }
    return error / largest;
  }
}
