package dev.ponder.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ponder.model.Logits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerTest {

  @Test
  void greedyTakesTheLowestIdAmongEquals() {
    assertThat(greedy().sample(row(1, 3, 2, 3), 0, new Scores(4)).token()).isEqualTo(1);
    assertThat(greedy().sample(row(-5, -5, -5), 0, new Scores(3)).token()).isEqualTo(0);
  }

  @Test
  void readsItsOwnRowAndLeavesItAlone() {
    Logits logits = new Logits(new float[] {9, 0, 0, 9}, 2, 2);
    Sampler sampler = sampler(0, 1, Map.of(0, 1.0));
    assertThat(sampler.sample(logits, 1, new Scores(2)).token()).isEqualTo(1);
    assertThat(logits.values()).containsExactly(9, 0, 0, 9);
  }

  @Test
  void biasIsAdded() {
    Sampler sampler = sampler(0, 1, Map.of(0, -100.0, 2, 1.5));
    assertThat(sampler.sample(row(5, 1, 0, 1), 0, new Scores(4)).token()).isEqualTo(2);
  }

  @Test
  void penaltiesCountWhatWasGenerated() {
    Scores scores = new Scores(3);
    // Said once, a token loses 1.5, each further time 0.5: 0 goes 3, 1.5, 1, 0.5, 0, -0.5.
    Sampler sampler =
        new Sampler(new SamplingParameters(0, 1, 0, 1, 0.5, Map.of(), -1), TokenConstraint.NONE);
    StringBuilder tokens = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      tokens.append(sampler.sample(row(3, 1.2f, 1.1f), 0, scores).token());
    }
    assertThat(tokens).hasToString("00120001");
  }

  @Test
  void aNegativePenaltyEncourages() {
    Sampler sampler =
        new Sampler(
            new SamplingParameters(0, 1, 0, -2, 0, Map.of(), -1), forcing(1, row -> row == 0));
    Scores scores = new Scores(2);
    assertThat(sampler.sample(row(1, 0), 0, scores).token()).isEqualTo(1);
    assertThat(sampler.sample(row(1, 0), 0, scores).token()).isEqualTo(1);
  }

  @Test
  void theConstraintDecidesBeforeTheNucleus() {
    Sampler sampler =
        new Sampler(new SamplingParameters(1, 0.1, 1, 0, 0, Map.of(), -1), forcing(2, row -> true));
    assertThat(sampler.sample(row(100, 100, -100), 0, new Scores(3)).token()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void refusesLogitsThatAreNotFinite(float bad) {
    assertThatThrownBy(() -> greedy().sample(row(1, bad, 2), 0, new Scores(3)))
        .isInstanceOf(SamplingException.class)
        .hasMessage("the model gave a logit that is not a finite number");
  }

  @Test
  void acceptsTheLargestFiniteLogits() {
    Logits logits = row(Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, -0f);
    assertThat(greedy().sample(logits, 0, new Scores(4)).token()).isZero();
    assertThat(sampler(1, 0.5, Map.of()).sample(logits, 0, new Scores(4)).token()).isZero();
  }

  @Test
  void saysWhenNothingIsAllowed() {
    TokenConstraint none = forcing(0, row -> true, 0);
    Sampler sampler = new Sampler(SamplingParameters.GREEDY, none);
    assertThatThrownBy(() -> sampler.sample(row(1, 2), 0, new Scores(2)))
        .hasMessage("the token constraint allows no token");
  }

  @Test
  void sameSeedSameTokens() {
    for (double topP : new double[] {1, 0.8}) {
      assertThat(draws(sampler(1.5, topP, Map.of()), 200))
          .isEqualTo(draws(sampler(1.5, topP, Map.of()), 200));
    }
  }

  @Test
  void aTinyTemperatureIsNearlyGreedy() {
    assertThat(draws(sampler(1e-300, 1, Map.of()), 20)).containsOnly(3);
    assertThat(draws(sampler(1e-300, 0.9, Map.of()), 20)).containsOnly(3);
  }

  @Test
  void aHugeTemperatureIsNearlyUniform() {
    assertThat(draws(sampler(1e300, 1, Map.of()), 500)).contains(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(draws(sampler(1e300, 1, Map.of(2, -1e30)), 500)).contains(2);
  }

  @Test
  void whatIsForbiddenStaysSoAtAnyTemperature() {
    for (double temperature : new double[] {1e-300, 1, 1e300}) {
      SamplingParameters parameters = new SamplingParameters(temperature, 1, 3, 0, 0, Map.of(), -1);
      Sampler sampler = new Sampler(parameters, forcing(1, step -> true, 2));
      for (int i = 0; i < 100; i++) {
        assertThat(sampler.sample(row(LOGITS), 0, new Scores(8)).token()).isBetween(1, 2);
      }
    }
  }

  @Test
  void powersOfTwoAreAsPreciseAsFloats() {
    for (float power = -126; power <= 0; power += 0.0371f) {
      double exact = Math.pow(2, power);
      assertThat(Scores.powerOfTwo(power) / exact).isCloseTo(1, within(2.5e-7));
    }
    assertThat(Scores.powerOfTwo(0)).isEqualTo(1);
    assertThat(Scores.powerOfTwo(Float.NEGATIVE_INFINITY)).isZero();
    assertThat(Scores.powerOfTwo(-128)).isZero();
  }

  @Test
  void topPOfZeroLeavesTheLikeliest() {
    assertThat(draws(sampler(2, 0, Map.of()), 50)).containsOnly(3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.999, 0.9, 0.7, 0.4})
  void drawsFromTheNucleusInProportion(double topP) {
    int draws = 20_000;
    double[] expected = nucleusDistribution(1.5, topP);
    int[] counts = new int[LOGITS.length];
    for (int token : draws(sampler(1.5, topP, Map.of()), draws)) {
      counts[token]++;
    }
    double chiSquare = 0;
    for (int token = 0; token < counts.length; token++) {
      if (expected[token] == 0) {
        assertThat(counts[token]).as("outside the nucleus").isZero();
      } else {
        double mean = expected[token] * draws;
        chiSquare += (counts[token] - mean) * (counts[token] - mean) / mean;
      }
    }
    // With 7 degrees of freedom at most, 24.3 is exceeded once in a thousand times.
    assertThat(chiSquare).isLessThan(24.3);
  }

  @Test
  void logProbabilitiesAreTheModelsAfterBiasAndPenalty() {
    Sampler sampler =
        new Sampler(
            new SamplingParameters(0, 1, 0, 0, 0, Map.of(1, 2.0), 2), forcing(0, row -> true));
    TokenStep.Sampled step = sampler.sample(row(1, 1, 0), 0, new Scores(3));
    double total = Math.exp(1) + Math.exp(3) + 1;
    assertThat(step.token()).isZero();
    assertThat(step.logprob()).isCloseTo((float) (1 - Math.log(total)), within(1e-6f));
    assertThat(step.alternatives()).extracting(TokenStep.Candidate::token).containsExactly(1, 0);
    assertThat(step.alternatives().getFirst().logprob())
        .isCloseTo((float) (3 - Math.log(total)), within(1e-6f));
  }

  @Test
  void reportsAsManyAlternativesAsThereAreTokens() {
    Sampler sampler =
        new Sampler(new SamplingParameters(0, 1, 0, 0, 0, Map.of(), 20), TokenConstraint.NONE);
    assertThat(sampler.sample(row(1, 2, 2), 0, new Scores(3)).alternatives())
        .extracting(TokenStep.Candidate::token)
        .containsExactly(1, 2, 0);
  }

  private static final float[] LOGITS = {0.5f, -1, 1, 2.5f, 0, 1, -0.3f, 2};

  private static double[] nucleusDistribution(double temperature, double topP) {
    double[] weights = new double[LOGITS.length];
    double total = 0;
    for (int i = 0; i < weights.length; i++) {
      total += weights[i] = Math.exp(LOGITS[i] / temperature);
    }
    List<Integer> order =
        java.util.stream.IntStream.range(0, weights.length)
            .boxed()
            .sorted((a, b) -> Float.compare(LOGITS[b], LOGITS[a]))
            .toList();
    double[] kept = new double[weights.length];
    double mass = 0;
    for (int token : order) {
      if (mass < topP * total) {
        kept[token] = weights[token];
        mass += weights[token];
      }
    }
    for (int i = 0; i < kept.length; i++) {
      kept[i] /= mass;
    }
    return kept;
  }

  private static int[] draws(Sampler sampler, int count) {
    Scores scores = new Scores(LOGITS.length);
    int[] tokens = new int[count];
    for (int i = 0; i < count; i++) {
      tokens[i] = sampler.sample(row(LOGITS), 0, scores).token();
    }
    return tokens;
  }

  private static Sampler greedy() {
    return sampler(0, 1, Map.of());
  }

  private static Sampler sampler(double temperature, double topP, Map<Integer, Double> bias) {
    return new Sampler(
        new SamplingParameters(temperature, topP, 42, 0, 0, bias, -1), TokenConstraint.NONE);
  }

  private static Logits row(float... values) {
    return new Logits(values, 1, values.length);
  }

  private static TokenConstraint forcing(int token, java.util.function.IntPredicate when) {
    return forcing(token, when, 1);
  }

  private static TokenConstraint forcing(
      int token, java.util.function.IntPredicate when, int tokens) {
    return new TokenConstraint() {
      private int step;

      @Override
      public boolean restrict(TokenSet allowed) {
        if (!when.test(step)) {
          return false;
        }
        for (int i = 0; i < tokens; i++) {
          allowed.add(token + i);
        }
        return true;
      }

      @Override
      public void accept(int chosen) {
        step++;
      }
    };
  }
}
