package dev.ponder.model.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.compute.CacheType;
import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.model.ModelOptions;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Contexts of more than one run of keys.
final class LongContextTest {
  private static final int STEP = 128;

  /// What is looked at begins before a run does and ends behind it.
  private static final int KNOWN = AttentionTasks.RUN_POSITIONS - 10;

  private static final int LOOKED_AT = 20;

  @ParameterizedTest
  @CsvSource({
    "qwen3, F16, 1",
    "qwen3, Q8_0, 3",
    "llama, F16, 2",
    "gemma3, F16, 2",
    "gpt-oss-mxfp4, F16, 3"
  })
  void runsComputedSideBySideGiveTheSameLogitsAsOneAfterTheOther(
      String name, CacheType type, int threads) {
    try (Workers workers = new Workers(threads);
        Transformer model =
            Fixture.named(name).open(new ModelOptions(STEP, type), workers, Kernels.fastest())) {
      int[] tokens =
          new Random(9).ints(KNOWN + LOOKED_AT, 3, model.config().vocabulary()).toArray();
      int lastStep = KNOWN + LOOKED_AT - STEP;
      CachedSequence together = after(model, tokens, lastStep);
      // Chunks enough that none of them is cut into runs.
      float[][] expected =
          together.forward(Arrays.copyOfRange(tokens, lastStep, tokens.length), LOOKED_AT);

      CachedSequence oneByOne = after(model, tokens, KNOWN);
      for (int i = 0; i < LOOKED_AT; i++) {
        assertThat(oneByOne.forward(new int[] {tokens[KNOWN + i]}, 1)[0]).isEqualTo(expected[i]);
      }
    }
  }

  private static CachedSequence after(Transformer model, int[] tokens, int count) {
    CachedSequence sequence = new CachedSequence(model);
    for (int from = 0; from < count; from += STEP) {
      sequence.forward(Arrays.copyOfRange(tokens, from, Math.min(count, from + STEP)), 1);
    }
    return sequence;
  }
}
