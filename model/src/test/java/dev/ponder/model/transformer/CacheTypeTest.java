package dev.ponder.model.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.compute.CacheType;
import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.model.ModelOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What rounding keys and values does to the logits, and that it does the same however a sequence
/// is cut.
final class CacheTypeTest {

  /// The largest change of a logit, relative to the standard deviation of its row, of fixtures with
  /// random weights: docs/numerics.md tells what was measured.
  @ParameterizedTest
  @CsvSource({
    "llama, F16, 0.01",
    "qwen2, F16, 0.01",
    "qwen3, F16, 0.01",
    "gemma3, F16, 0.01",
    "smollm3, F16, 0.01",
    "phi3-longrope, F16, 0.01",
    "reasoner-2m, F16, 0.01",
    "llama, Q8_0, 0.25",
    "qwen2, Q8_0, 0.25",
    "qwen3, Q8_0, 0.25",
    "gemma3, Q8_0, 0.25",
    "smollm3, Q8_0, 0.25",
    "phi3-longrope, Q8_0, 0.25",
    "reasoner-2m, Q8_0, 0.25",
  })
  void roundingChangesLittle(String name, CacheType type, double tolerance) {
    Fixture fixture = Fixture.named(name);
    double largest = 0;
    try (Workers workers = new Workers(2);
        Transformer exact = fixture.open(512, workers, Kernels.fastest());
        Transformer rounded =
            fixture.open(new ModelOptions(512, type), workers, Kernels.fastest())) {
      for (Fixture.Sequence sequence : fixture.sequences()) {
        float[][] expected = new CachedSequence(exact).forward(sequence.tokens(), 4);
        float[][] actual = new CachedSequence(rounded).forward(sequence.tokens(), 4);
        for (int row = 0; row < expected.length; row++) {
          largest = Math.max(largest, change(expected[row], actual[row]));
        }
      }
    }
    assertThat(largest).isGreaterThan(0).isLessThan(tolerance);
  }

  private static double change(float[] expected, float[] actual) {
    double sum = 0;
    double squares = 0;
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      sum += expected[i];
      squares += (double) expected[i] * expected[i];
      largest = Math.max(largest, Math.abs((double) expected[i] - actual[i]));
    }
    double mean = sum / expected.length;
    return largest / Math.sqrt(squares / expected.length - mean * mean);
  }

  @ParameterizedTest
  @CsvSource({"qwen3, F16", "qwen3, Q8_0", "gemma3, F16", "gemma3, Q8_0", "phi3-longrope, Q8_0"})
  void howASequenceIsCutDoesNotShow(String name, CacheType type) {
    try (Workers one = new Workers(1);
        Workers two = new Workers(2);
        Transformer alone =
            Fixture.named(name).open(new ModelOptions(128, type), one, Kernels.fastest());
        Transformer model =
            Fixture.named(name).open(new ModelOptions(128, type), two, Kernels.fastest())) {
      int[] tokens = new Random(4).ints(100, 0, 250).toArray();
      float[][] whole = new CachedSequence(alone).forward(tokens, tokens.length);
      for (int longest : new int[] {1, 7, 50}) {
        assertThat(inSlices(model, tokens, longest)).isDeepEqualTo(whole);
      }
    }
  }

  private static float[][] inSlices(Transformer model, int[] tokens, int longest) {
    CachedSequence sequence = new CachedSequence(model);
    Random random = new Random(longest);
    List<float[]> rows = new ArrayList<>();
    for (int from = 0; from < tokens.length; ) {
      int to = Math.min(tokens.length, from + 1 + random.nextInt(longest));
      rows.addAll(List.of(sequence.forward(Arrays.copyOfRange(tokens, from, to), to - from)));
      from = to;
    }
    return rows.toArray(float[][]::new);
  }
}
