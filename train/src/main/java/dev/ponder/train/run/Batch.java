package dev.ponder.train.run;

import dev.ponder.train.Example;
import java.util.List;

/// What one step learns from. The loss is the sum of the examples' own, so the scale of their
/// weights is the caller's choice; [#mean] makes it a mean.
public record Batch(List<Labelled> examples) {

  /// @throws IllegalArgumentException when there is none
  public Batch {
    examples = List.copyOf(examples);
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("a batch without examples");
    }
  }

  /// A batch whose loss is the mean over all its predictions, weighted as they are: imitation.
  ///
  /// @throws IllegalArgumentException when there is nothing to learn in them
  public static Batch mean(List<Labelled> examples) {
    double sum = 0;
    for (Labelled labelled : examples) {
      for (float weight : labelled.example().weights()) {
        sum += Math.abs(weight);
      }
    }
    if (!(sum > 0)) {
      throw new IllegalArgumentException("a batch without anything to learn");
    }
    float scale = (float) (1 / sum);
    return new Batch(examples.stream().map(labelled -> scaled(labelled, scale)).toList());
  }

  private static Labelled scaled(Labelled labelled, float scale) {
    float[] weights = labelled.example().weights().clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= scale;
    }
    return new Labelled(labelled.label(), new Example(labelled.example().tokens(), weights));
  }

  /// Tokens of all examples, learned or not.
  public int tokens() {
    return examples.stream().mapToInt(labelled -> labelled.example().tokens().length).sum();
  }
}
