package dev.ponder.train.run;

import dev.ponder.train.Example;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// How well tokens were predicted, by label.
///
/// Counted are the predictions that matter: those with at least half the weight of their example's
/// heaviest. Prompts often count a tenth, and are not what is to be learned.
///
/// @param byLabel of each label that has a prediction that counts, in alphabetical order
public record Losses(Map<String, Mean> byLabel) {

  /// A mean over tokens.
  ///
  /// @param nats `-log p` of a token
  /// @param tokens that were counted, at least one
  public record Mean(double nats, long tokens) {}

  public Losses {
    byLabel = Collections.unmodifiableMap(new TreeMap<>(byLabel));
  }

  /// Over all tokens counted; NaN when there are none.
  public double mean() {
    double sum = 0;
    long tokens = 0;
    for (Mean mean : byLabel.values()) {
      sum += mean.nats * mean.tokens;
      tokens += mean.tokens;
    }
    return sum / tokens;
  }

  /// Adds up losses. One thread uses it.
  static final class Sum {
    private final Map<String, double[]> sums = new TreeMap<>();

    /// Counts an example's predictions.
    ///
    /// @param losses `-log p` of each token
    void add(Labelled labelled, float[] losses) {
      Example example = labelled.example();
      float least = leastThatCounts(example.weights());
      double sum = 0;
      long tokens = 0;
      for (int i = 1; i < losses.length; i++) {
        float weight = Math.abs(example.weights()[i]);
        if (weight > 0 && weight >= least) {
          sum += losses[i];
          tokens++;
        }
      }
      if (tokens > 0) {
        double[] of = sums.computeIfAbsent(labelled.label(), _ -> new double[2]);
        of[0] += sum;
        of[1] += tokens;
      }
    }

    private static float leastThatCounts(float[] weights) {
      float heaviest = 0;
      for (float weight : weights) {
        heaviest = Math.max(heaviest, Math.abs(weight));
      }
      return heaviest / 2;
    }

    Losses losses() {
      Map<String, Mean> byLabel = new TreeMap<>();
      sums.forEach((label, of) -> byLabel.put(label, new Mean(of[0] / of[1], (long) of[1])));
      return new Losses(byLabel);
    }
  }
}
