package dev.ponder.model.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ponder.compute.Kernels;
import dev.ponder.compute.Matrix;
import dev.ponder.compute.Workers;
import dev.ponder.model.Logits;
import dev.ponder.model.Slice;
import dev.ponder.model.States;
import dev.ponder.model.gguf.GgufFile;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The states from which embeddings are made: multiplied by the output matrix in the plainest loop,
/// they must give the logits of the reference implementation.
final class StatesTest {
  private static final int LAST = 4;

  @ParameterizedTest
  @ValueSource(strings = {"llama", "llama-tied", "qwen2", "qwen3", "gemma3", "smollm3", "qwen3moe"})
  void timesTheOutputMatrixAreTheReferenceLogits(String name) {
    Fixture fixture = Fixture.named(name);
    assumeTrue(fixture.present());
    try (Workers workers = new Workers(1);
        GgufFile file = GgufFile.open(fixture.folder().resolve("model.gguf"));
        Transformer model = fixture.open(512, workers, Kernels.named("vector"))) {
      Fixture.Sequence sequence = fixture.sequences().getFirst();
      int[] tokens = sequence.tokens();
      Slice slice = wantingStates(new CachedSequence(model).next(tokens, 0), LAST);
      assertThat(model.forward(List.of(slice)).rows()).isZero();
      float[][] states = rows(model.states());
      assertThat(states).hasDimensions(LAST, model.states().width());
      for (int row = 0; row < LAST; row++) {
        assertNear(scores(file, states[row]), sequence.logits()[row], fixture.tolerance());
      }
    }
  }

  @Test
  void slicesMayAskForStatesLogitsOrBoth() {
    try (Workers workers = new Workers(2);
        Transformer model = Fixture.named("qwen3").open(128, workers, Kernels.fastest())) {
      int[] tokens = {5, 6, 7, 8, 9, 10, 11, 12};
      float[][] logits = new CachedSequence(model).forward(tokens, 8);
      model.forward(List.of(wantingStates(new CachedSequence(model).next(tokens, 0), 8)));
      float[][] states = rows(model.states());

      Slice scored = new CachedSequence(model).next(tokens, 2);
      Slice pooled = wantingStates(new CachedSequence(model).next(tokens, 0), 8);
      Slice neither = new CachedSequence(model).next(tokens, 0);
      Slice both = wantingStates(new CachedSequence(model).next(tokens, 1), 3);
      Logits mixed = model.forward(List.of(scored, pooled, neither, both));

      assertThat(CachedSequence.rows(mixed))
          .isDeepEqualTo(new float[][] {logits[6], logits[7], logits[7]});
      assertThat(rows(model.states()))
          .isDeepEqualTo(
              new float[][] {
                states[0], states[1], states[2], states[3], states[4], states[5], states[6],
                states[7], states[5], states[6], states[7]
              });
    }
  }

  private static Slice wantingStates(Slice slice, int rows) {
    return new Slice(slice.tokens(), slice.firstPosition(), slice.cache(), slice.logitRows(), rows);
  }

  private static float[][] rows(States states) {
    float[][] rows = new float[states.rows()][];
    for (int i = 0; i < rows.length; i++) {
      int from = i * states.width();
      rows[i] = Arrays.copyOfRange(states.values(), from, from + states.width());
    }
    return rows;
  }

  private static double[] scores(GgufFile file, float[] state) {
    boolean tied = !file.tensors().containsKey("output.weight");
    String name = tied ? "token_embd.weight" : "output.weight";
    Matrix head = Optional.ofNullable(file.tensors().get(name)).orElseThrow().matrix();
    double[] scores = new double[head.rows()];
    float[] weights = new float[state.length];
    for (int token = 0; token < scores.length; token++) {
      Kernels.named("scalar").dequantizeRow(head, token, weights, 0);
      for (int i = 0; i < state.length; i++) {
        scores[token] += (double) weights[i] * state[i];
      }
    }
    return scores;
  }

  private static void assertNear(double[] actual, float[] expected, double tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(tolerance));
    }
  }
}
