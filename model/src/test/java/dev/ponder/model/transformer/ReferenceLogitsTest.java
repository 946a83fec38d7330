package dev.ponder.model.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Logits against those of the reference implementation, from the fixtures' `expected.json`.
final class ReferenceLogitsTest {
  private static final int LAST = 4;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "llama",
        "llama-rope-freqs",
        "llama-tied",
        "qwen3",
        "qwen3-f32",
        "qwen3-f16",
        "qwen3-bf16",
        "qwen3-q8_0",
        "qwen3-q4_0",
        "qwen3-q4_1",
        "qwen3-q5_0",
        "qwen3-q5_1",
        "qwen3-q2_k",
        "qwen3-q3_k",
        "qwen3-q4_k",
        "qwen3-q5_k",
        "qwen3-q6_k",
        "qwen3-iq4_nl",
        "qwen3-iq4_xs",
        "reasoner-2m",
        "qwen2",
        "qwen3vl",
        "gemma3",
        "gemma3-vision",
        "smollm3",
        "phi3-plain",
        "phi3-longrope",
        "qwen3moe",
        "gpt-oss-f32",
        "gpt-oss-mxfp4"
      })
  void matchTheReference(String name) {
    Fixture fixture = Fixture.named(name);
    assumeTrue(fixture.present());
    try (Workers workers = new Workers(2);
        Transformer model = fixture.open(512, workers, Kernels.named("vector"))) {
      double largest = 0;
      for (Fixture.Sequence sequence : fixture.sequences()) {
        model.expect(sequence.tokens().length);
        largest = Math.max(largest, largestError(wholePrompt(model, sequence), sequence));
        largest = Math.max(largest, largestError(tokenByToken(model, sequence), sequence));
        continuesAsTheReference(model, sequence);
      }
      assertThat(largest).isCloseTo(0, within(fixture.tolerance()));
    }
  }

  /// llama.cpp rounds the ends of YaRN's ramp, which the model's authors do not.
  @Test
  void matchTheOtherReferenceWithRoundedRamps() {
    Fixture fixture = Fixture.named("gpt-oss-mxfp4");
    try (Workers workers = new Workers(2);
        Transformer model =
            fixture.open(64, workers, Kernels.named("vector"), Yarn.Ramps.ROUNDED)) {
      double largest = 0;
      for (Fixture.Sequence sequence : fixture.sequences("sequences_yarn_truncated")) {
        largest = Math.max(largest, largestError(wholePrompt(model, sequence), sequence));
      }
      assertThat(largest).isCloseTo(0, within(fixture.tolerance()));
    }
  }

  /// Activations of 8 bits are allowed more, and another token where the reference's is ahead by
  /// less.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "qwen3-q8_0",
        "qwen3-q4_0",
        "qwen3-q4_1",
        "qwen3-q5_0",
        "qwen3-q5_1",
        "qwen3-q2_k",
        "qwen3-q3_k",
        "qwen3-q4_k",
        "qwen3-q5_k",
        "qwen3-q6_k",
        "qwen3-iq4_nl",
        "qwen3-iq4_xs",
        "reasoner-2m",
        "gpt-oss-mxfp4"
      })
  void matchTheReferenceWithActivationsOfEightBits(String name) {
    Fixture fixture = Fixture.named(name);
    Kernels kernels = Kernels.named("native");
    assumeTrue(fixture.present() && kernels.name().startsWith("native"));
    Fixture.Bounds bounds = fixture.boundsOfEightBits();
    try (Workers workers = new Workers(2);
        Transformer model = fixture.open(512, workers, kernels)) {
      for (Fixture.Sequence sequence : fixture.sequences()) {
        model.expect(sequence.tokens().length);
        float[][] whole = wholePrompt(model, sequence);
        assertThat(tokenByToken(model, sequence)).isDeepEqualTo(whole);
        for (int row = 0; row < whole.length; row++) {
          requireNear(whole[row], sequence.logits()[row], bounds);
        }
      }
    }
  }

  private static void requireNear(float[] actual, float[] expected, Fixture.Bounds bounds) {
    double largest = 0;
    double squares = 0;
    double sum = 0;
    double squaresOfExpected = 0;
    for (int i = 0; i < expected.length; i++) {
      double error = (double) actual[i] - expected[i];
      largest = Math.max(largest, Math.abs(error));
      squares += error * error;
      sum += expected[i];
      squaresOfExpected += (double) expected[i] * expected[i];
    }
    assertThat(largest).isLessThan(bounds.largest());
    int n = expected.length;
    double deviation = Math.sqrt(squaresOfExpected / n - sum / n * (sum / n));
    assertThat(Math.sqrt(squares / n)).isLessThan(bounds.rootMeanSquare() * deviation);
    if (lead(expected) > 2 * bounds.largest()) {
      assertThat(argmax(actual)).isEqualTo(argmax(expected));
    }
  }

  /// By how much the largest is ahead of the second.
  private static double lead(float[] logits) {
    float[] sorted = logits.clone();
    Arrays.sort(sorted);
    return (double) sorted[sorted.length - 1] - sorted[sorted.length - 2];
  }

  private static float[][] wholePrompt(Transformer model, Fixture.Sequence sequence) {
    return new CachedSequence(model).forward(sequence.tokens(), LAST);
  }

  private static float[][] tokenByToken(Transformer model, Fixture.Sequence sequence) {
    CachedSequence cached = new CachedSequence(model);
    int[] tokens = sequence.tokens();
    int prompt = tokens.length - LAST;
    if (prompt > 0) {
      cached.forward(Arrays.copyOf(tokens, prompt), 0);
    }
    float[][] rows = new float[LAST][];
    for (int i = 0; i < LAST; i++) {
      rows[i] = cached.forward(new int[] {tokens[prompt + i]}, 1)[0];
    }
    return rows;
  }

  private static double largestError(float[][] actual, Fixture.Sequence sequence) {
    float[][] expected = sequence.logits();
    int[] argmax = sequence.argmax();
    double largest = 0;
    for (int row = 0; row < expected.length; row++) {
      assertThat(actual[row]).hasSameSizeAs(expected[row]);
      assertThat(argmax(actual[row])).isEqualTo(argmax[row]);
      for (int i = 0; i < expected[row].length; i++) {
        largest = Math.max(largest, Math.abs((double) actual[row][i] - expected[row][i]));
      }
    }
    return largest;
  }

  private static void continuesAsTheReference(Transformer model, Fixture.Sequence sequence) {
    CachedSequence cached = new CachedSequence(model);
    int[] next = sequence.tokens();
    for (int expected : sequence.greedy()) {
      int token = argmax(cached.forward(next, 1)[0]);
      assertThat(token).isEqualTo(expected);
      next = new int[] {token};
    }
  }

  private static int argmax(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }
}
