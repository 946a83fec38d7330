package dev.ponder.train.run;

import dev.ponder.train.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Sequences in which each token is the one before plus two, or plus three: something to learn.
final class Counting {
  static final int TOKENS = 16;

  private Counting() {}

  /// The batch of that step.
  static Batch batch(long step) {
    SplittableRandom random = new SplittableRandom(step);
    List<Labelled> examples = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      examples.add(example("twos", random.nextInt(TOKENS), 2));
      examples.add(example("same", random.nextInt(TOKENS), 2));
    }
    return Batch.mean(examples);
  }

  static Labelled example(String label, int first, int distance) {
    int[] tokens = new int[6];
    float[] weights = new float[6];
    for (int i = 0; i < 6; i++) {
      tokens[i] = (first + i * distance) % TOKENS;
      weights[i] = i == 0 ? 0 : i == 1 ? 0.1f : 1;
    }
    return new Labelled(label, new Example(tokens, weights));
  }
}
