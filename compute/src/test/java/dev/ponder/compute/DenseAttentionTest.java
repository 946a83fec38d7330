package dev.ponder.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Causal attention of training against its scalar twin. The build runs it for every vector width.
class DenseAttentionTest {
  private static final float EPS = Math.ulp(1f);
  private final Dense dense = Dense.fastest();
  private final Dense scalar = new ScalarDense();

  /// Everything of one call; outputs are filled with what nothing may read.
  private record Case(
      CausalAttention attention, CausalAttention.Result result, CausalAttention.Gradient gradient) {

    static Case of(int heads, int keyHeads, int width, int... starts) {
      int rows = starts[starts.length - 1];
      CausalAttention attention =
          new CausalAttention(
              starts,
              heads,
              keyHeads,
              width,
              (float) (1 / Math.sqrt(width)),
              rows(rows, heads * width, 1),
              rows(rows, keyHeads * width, 2),
              rows(rows, keyHeads * width, 3));
      CausalAttention.Result result =
          new CausalAttention.Result(rows(rows, heads * width, 4), new float[rows * heads]);
      CausalAttention.Gradient gradient =
          new CausalAttention.Gradient(
              rows(rows, heads * width, 5),
              rows(rows, heads * width, 6),
              rows(rows, keyHeads * width, 7),
              rows(rows, keyHeads * width, 8));
      return new Case(attention, result, gradient);
    }

    void run(Dense dense, int threads) {
      try (Workers workers = new Workers(threads)) {
        dense.attend(attention, result, workers);
        dense.attendBackward(attention, result, gradient, workers);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,1,1",
    "1,1,64,1",
    "3,1,64,37",
    "4,2,16,64",
    "2,1,20,33",
    "2,2,80,100",
    "6,2,64,150",
    "1,1,5,300"
  })
  void agreesWithItsTwin(int heads, int keyHeads, int width, int rows) {
    int[] starts = {0, rows / 3, rows / 3, rows};
    Case fast = Case.of(heads, keyHeads, width, starts);
    Case slow = Case.of(heads, keyHeads, width, starts);
    fast.run(dense, 2);
    slow.run(scalar, 1);
    // Scores are sums of `width` products, outputs of up to `rows`; all are of the order of one.
    float tolerance = 4 * (width + rows + 16) * EPS;
    requireClose(fast.result.output(), slow.result.output(), tolerance);
    requireClose(Rows.of(fast.result.logSums(), 1), Rows.of(slow.result.logSums(), 1), tolerance);
    requireClose(fast.gradient.queries(), slow.gradient.queries(), tolerance);
    requireClose(fast.gradient.keys(), slow.gradient.keys(), tolerance);
    requireClose(fast.gradient.values(), slow.gradient.values(), tolerance);
  }

  @Test
  void threadsAndNeighboursDoNotShow() {
    Case one = Case.of(3, 1, 64, 0, 40, 111, 112);
    Case three = Case.of(3, 1, 64, 0, 40, 111, 112);
    one.run(dense, 1);
    three.run(dense, 3);
    assertThat(three.result.output().values()).isEqualTo(one.result.output().values());
    assertThat(three.gradient.keys().values()).isEqualTo(one.gradient.keys().values());

    Case alone = Case.of(3, 1, 64, 40, 111);
    alone.run(dense, 1);
    for (int row = 40; row < 111; row++) {
      int at = alone.gradient.queries().at(row);
      for (int i = at; i < at + 3 * 64; i++) {
        assertThat(alone.gradient.queries().values()[i])
            .isEqualTo(one.gradient.queries().values()[i]);
      }
    }
  }

  @Test
  void largeScoresStayFinite() {
    Case fast = Case.of(1, 1, 64, 0, 50);
    float[] queries = fast.attention.queries().values();
    for (int i = 0; i < queries.length; i++) {
      queries[i] *= 1000;
    }
    fast.run(dense, 1);
    for (float value : fast.gradient.keys().values()) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void headsThatDoNotDivideAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Case.of(3, 2, 4, 0, 2))
        .withMessage("3 heads of 4 cannot share 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Case.of(1, 1, 4, 3, 2))
        .withMessage("a sequence from 3 to 2");
  }

  /// Probabilities and slopes of all queries by all keys are kept; the twin keeps none.
  @Test
  void aSequenceThatIsTooLongForItsGradientsIsRefusedByItsLength() {
    assumeThat(dense).isNotInstanceOf(ScalarDense.class);
    Case longest = Case.of(1, 1, 2, 0, 50_000);
    try (Workers workers = new Workers(1)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              dense.attendBackward(longest.attention, longest.result, longest.gradient, workers))
          .withMessageContaining("a sequence of 50000");
    }
  }

  /// With a margin at both ends and between rows.
  private static Rows rows(int rows, int width, int seed) {
    return new Rows(RandomMatrices.floats(3 + rows * (width + 2), seed), 3, width + 2);
  }

  /// Everything, margins included.
  ///
  /// @param tolerance relative to the largest
  private static void requireClose(Rows actual, Rows expected, float tolerance) {
    float largest = 1;
    for (float value : expected.values()) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(actual.values()).containsExactly(expected.values(), within(tolerance * largest));
  }
}
