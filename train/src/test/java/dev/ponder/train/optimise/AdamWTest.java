package dev.ponder.train.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ponder.compute.Workers;
import dev.ponder.train.Parameter;
import dev.ponder.train.Parameter.Role;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdamWTest {
  private static final Rule.Adam RULE = new Rule.Adam(0.01, 0.9, 0.98, 1e-8, 0.1);

  @ParameterizedTest
  @EnumSource(Role.class)
  void stepsAreThoseOfThePaper(Role role) {
    Parameter parameter = Parameter.of("w", role, 3, 5000);
    SplittableRandom random = new SplittableRandom(1);
    double[] expected = new double[15_000];
    double[] mean = new double[15_000];
    double[] square = new double[15_000];
    for (int i = 0; i < expected.length; i++) {
      parameter.values()[i] = (float) random.nextGaussian();
      expected[i] = parameter.values()[i];
    }
    try (Workers workers = new Workers(2)) {
      Optimiser optimiser = RULE.optimiser(List.of(parameter), workers);
      for (int step = 1; step <= 5; step++) {
        double rate = 0.01 * step / 5;
        double decay = role == Role.MATRIX ? 0.1 : 0;
        for (int i = 0; i < expected.length; i++) {
          double g = random.nextGaussian();
          parameter.gradients()[i] = (float) g;
          mean[i] = 0.9 * mean[i] + 0.1 * g;
          square[i] = 0.98 * square[i] + 0.02 * g * g;
          double m = mean[i] / (1 - Math.pow(0.9, step));
          double v = square[i] / (1 - Math.pow(0.98, step));
          expected[i] -= rate * (m / (Math.sqrt(v) + 1e-8) + decay * expected[i]);
        }
        optimiser.update(step, step / 5.0);
      }
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) parameter.values()[i]).isCloseTo(expected[i], within(2e-6));
    }
  }

  @Test
  void withoutGradientsOnlyMatricesDecay() {
    Parameter matrix = Parameter.of("m", Role.MATRIX, 2, 2);
    Parameter table = Parameter.of("e", Role.EMBEDDING, 2, 2);
    Arrays.fill(matrix.values(), 1);
    Arrays.fill(table.values(), 1);
    try (Workers workers = new Workers(1)) {
      RULE.optimiser(List.of(matrix, table), workers).update(1, 1);
    }
    assertThat(matrix.values()).containsOnly(0.999f);
    assertThat(table.values()).containsOnly(1f);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bitsDoNotDependOnThreads(boolean muon) {
    assertThat(after(3, muon)).isEqualTo(after(1, muon));
  }

  private static float[] after(int threads, boolean muon) {
    Parameter parameter = Parameter.of("w", Role.MATRIX, 70, 150);
    SplittableRandom random = new SplittableRandom(2);
    Optimisation optimisation = muon ? Optimisation.standard() : Optimisation.adam(0.01);
    try (Workers workers = new Workers(threads)) {
      Optimiser optimiser = optimisation.optimiser(List.of(parameter), workers);
      Gradients gradients = new Gradients(List.of(parameter), workers);
      for (int step = 1; step <= 3; step++) {
        for (int i = 0; i < parameter.gradients().length; i++) {
          parameter.gradients()[i] = (float) random.nextGaussian();
        }
        gradients.scale((float) (1 / gradients.norm()));
        optimiser.update(step, 1);
      }
    }
    return parameter.values();
  }
}
