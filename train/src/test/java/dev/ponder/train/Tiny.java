package dev.ponder.train;

import dev.ponder.model.ModelShape.Head;
import dev.ponder.train.TransformerShape.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Shapes and examples that take milliseconds.
final class Tiny {
  static final int VOCABULARY = 37;

  private Tiny() {}

  static TransformerShape shape(Family family, Head head) {
    return new TransformerShape(family, 2, 24, 4, 2, 8, 20, VOCABULARY, 64, head, 1e4, 1e-6f);
  }

  /// The weights of the first half of each example are 0.
  static List<Example> examples(long seed, int... lengths) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Example> examples = new ArrayList<>();
    for (int length : lengths) {
      int[] tokens = random.ints(length, 0, VOCABULARY).toArray();
      float[] weights = new float[length];
      for (int i = Math.max(1, length / 2); i < length; i++) {
        weights[i] = (float) random.nextDouble(-0.5, 1);
      }
      examples.add(new Example(tokens, weights));
    }
    return examples;
  }

  /// Values unlike those of the first moment, so that norms, biases and attention all matter.
  static void scatter(Trainable model, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (Parameter parameter : model.parameters()) {
      for (int i = 0; i < parameter.values().length; i++) {
        parameter.values()[i] += (float) (0.3 * random.nextGaussian());
      }
    }
  }
}
