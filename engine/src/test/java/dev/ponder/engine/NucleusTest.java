package dev.ponder.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Against a twin that sorts everything.
class NucleusTest {
  private final SplittableRandom random = new SplittableRandom(11);

  @Test
  void drawsExactlyTheTokensThatSortingWouldKeep() {
    for (int size : new int[] {1, 2, 3, 7, 64, 257}) {
      for (int shape = 0; shape < 6; shape++) {
        float[] weights = weights(size, shape);
        for (double topP : new double[] {0, 0.1, 0.5, 0.9, 0.99, 0.999999}) {
          check(weights, new Cut(topP, 0));
        }
      }
    }
  }

  @Test
  void takesTheNucleusOfTheLikeliest() {
    for (int size : new int[] {1, 2, 7, 257}) {
      for (int shape = 0; shape < 6; shape++) {
        float[] weights = weights(size, shape);
        for (int topK : new int[] {1, 2, 5, 200, 1000}) {
          for (double topP : new double[] {0.5, 0.9, 1}) {
            check(weights, new Cut(topP, topK));
          }
        }
      }
    }
  }

  private void check(float[] weights, Cut cut) {
    double total = 0;
    for (float weight : weights) {
      total += weight;
    }
    Set<Integer> expected = sortedNucleus(weights, cut);
    Nucleus nucleus = new Nucleus(weights.length);
    Set<Integer> drawn = new HashSet<>();
    for (int i = 0; i < 400; i++) {
      drawn.add(nucleus.draw(weights, total, cut, i / 400.0));
    }
    assertThat(expected).containsAll(drawn);
    double least = 1;
    double mass = expected.stream().mapToDouble(token -> weights[token]).sum();
    for (int token : expected) {
      least = Math.min(least, weights[token] / mass);
    }
    // A grid of 400 points meets every interval that is wider than its step.
    if (least > 1 / 390.0) {
      assertThat(drawn).isEqualTo(expected);
    }
  }

  private static Set<Integer> sortedNucleus(float[] weights, Cut cut) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      order.add(i);
    }
    order.sort(
        Comparator.comparingDouble((Integer token) -> -weights[token])
            .thenComparing(Comparator.naturalOrder()));
    if (cut.topK() > 0) {
      order = order.subList(0, Math.min(cut.topK(), order.size()));
      order = order.stream().filter(token -> weights[token] > 0).toList();
    }
    double mass = cut.topP() * order.stream().mapToDouble(token -> weights[token]).sum();
    Set<Integer> kept = new HashSet<>();
    double sum = 0;
    for (int token : order) {
      kept.add(token);
      sum += weights[token];
      if (sum >= mass) {
        break;
      }
    }
    return kept;
  }

  /// Flat, spread over many magnitudes, one giant, with ties, with zeros, all nearly equal.
  private float[] weights(int size, int shape) {
    float[] weights = new float[size];
    for (int i = 0; i < size; i++) {
      double uniform = random.nextDouble();
      weights[i] =
          switch (shape) {
            case 0 -> 1;
            case 1 -> (float) Math.exp(-40 * uniform);
            case 2 -> i == size / 2 ? 1 : (float) (1e-6 * uniform);
            case 3 -> (float) (1 << random.nextInt(4));
            case 4 -> i > 0 && uniform < 0.5 ? 0 : (float) uniform + 0.01f;
            default -> 1 + (float) uniform * 1e-6f;
          };
    }
    return weights;
  }
}
