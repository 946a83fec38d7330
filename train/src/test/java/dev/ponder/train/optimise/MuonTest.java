package dev.ponder.train.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ponder.compute.Workers;
import dev.ponder.train.Parameter;
import dev.ponder.train.Parameter.Role;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MuonTest {

  @ParameterizedTest
  @CsvSource({"5, 9", "9, 5", "8, 8", "1, 6", "33, 70"})
  void stepsAreNearlyOrthogonal(int rows, int columns) {
    Parameter parameter = Parameter.of("m", Role.MATRIX, rows, columns);
    SplittableRandom random = new SplittableRandom(rows);
    for (int i = 0; i < rows * columns; i++) {
      parameter.gradients()[i] = (float) random.nextGaussian();
    }
    try (Workers workers = new Workers(2)) {
      Rule.Orthogonal.of(0.1).optimiser(List.of(parameter), workers).update(1, 0.5);
    }
    double length = 0.05 * Math.sqrt(Math.max(1, (double) rows / columns));
    double alignment = 0;
    double squares = 0;
    for (int i = 0; i < rows * columns; i++) {
      double step = parameter.values()[i] / length;
      squares += step * step;
      alignment -= step * parameter.gradients()[i];
    }
    int rank = Math.min(rows, columns);
    assertThat(alignment).isPositive();
    assertThat(Math.sqrt(squares / rank)).isCloseTo(1, within(0.35));
    assertThat(largestSingularValue(parameter, length)).isBetween(0.6, 1.35);
  }

  private static double largestSingularValue(Parameter parameter, double length) {
    int rows = parameter.rows();
    int columns = parameter.columns();
    double[] vector = new double[columns];
    Arrays.fill(vector, 1);
    double norm = 1;
    for (int round = 0; round < 100; round++) {
      double[] left = new double[rows];
      double[] next = new double[columns];
      for (int i = 0; i < rows * columns; i++) {
        left[i / columns] += parameter.values()[i] / length * vector[i % columns];
      }
      for (int i = 0; i < rows * columns; i++) {
        next[i % columns] += parameter.values()[i] / length * left[i / columns];
      }
      norm = 0;
      for (double element : next) {
        norm += element * element;
      }
      norm = Math.sqrt(norm);
      for (int j = 0; j < columns; j++) {
        vector[j] = next[j] / norm;
      }
    }
    return Math.sqrt(norm);
  }
}
