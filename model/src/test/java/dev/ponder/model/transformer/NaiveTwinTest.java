package dev.ponder.model.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.compute.CacheType;
import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.model.ModelOptions;
import dev.ponder.model.gguf.GgufFile;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every architecture against its slow twin, over random odd sizes and all kinds of scaling.
final class NaiveTwinTest {
  private static final int SEEDS = 6;

  /// Float against double over a few layers, relative to the largest logit. A wrong formula is off
  /// by a thousand times as much.
  private static final double TOLERANCE = 1e-4;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "llama",
        "qwen2",
        "qwen3",
        "qwen3vl",
        "qwen3moe",
        "qwen3vlmoe",
        "gpt-oss",
        "gptoss",
        "gemma3",
        "smollm3",
        "phi3"
      })
  void anArchitectureIsItsFormulas(String architecture) {
    for (int seed = 0; seed < SEEDS; seed++) {
      RandomModel random = new RandomModel(architecture, seed);
      int[] tokens = random.tokens(seed % 2 == 0 ? 14 : 45);
      double[][] expected = new NaiveTransformer(random).forward(tokens);
      GgufFile file = GgufFile.open(random.write(folder.resolve(architecture + seed)));
      try (Workers workers = new Workers(1);
          Transformer model =
              Transformer.of(
                  file,
                  "twin",
                  new Transformer.Runtime(
                      new ModelOptions(64, CacheType.F32), workers, Kernels.named("vector")))) {
        model.expect(tokens.length);
        float[][] whole = new CachedSequence(model).forward(tokens, tokens.length);
        CachedSequence cached = new CachedSequence(model);
        for (int t = 0; t < tokens.length; t++) {
          assertClose(whole[t], expected[t], architecture + " " + seed);
          assertThat(cached.forward(new int[] {tokens[t]}, 1)[0]).isEqualTo(whole[t]);
        }
      }
    }
  }

  private static void assertClose(float[] actual, double[] expected, String what) {
    double largest = 0;
    double error = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      error = Math.max(error, Math.abs(expected[i] - actual[i]));
    }
    assertThat(error).as(what).isLessThan(TOLERANCE * largest);
  }
}
