package dev.ponder.learn.tuning;

import dev.ponder.learn.tuning.DataSets.Preference;
import dev.ponder.train.Example;
import dev.ponder.train.Trainable;
import dev.ponder.train.run.Batch;
import dev.ponder.train.run.Labelled;
import dev.ponder.train.run.Place;
import dev.ponder.train.run.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Direct preference optimisation (arXiv 2305.18290): with the margin
///
/// `m = β · [(log p(preferred) − log p₀(preferred)) − (log p(other) − log p₀(other))]`
///
/// of a pair, where `p₀` is the model before the first step, the loss is the mean of `−log σ(m)`.
/// Its slope in `log p(preferred)` is `−β σ(−m) / n`, and in `log p(other)` the opposite; so a step
/// computes the margins first, and then learns each token with that weight. One thread uses it.
final class PreferenceLearning implements Lessons {
  private final Trainable model;
  private final double beta;
  private final List<Pair> learned;
  private final List<Pair> examined;
  private final Shuffle shuffle;

  /// Two answers and how much likelier the first was than the second at the beginning.
  private record Pair(Preference preference, double reference) {}

  /// @param model as it is before the first step
  PreferenceLearning(
      Trainable model,
      double beta,
      List<Preference> learned,
      List<Preference> examined,
      Shuffle shuffle) {
    this.model = model;
    this.beta = beta;
    this.shuffle = shuffle;
    this.learned = referred(learned);
    this.examined = learned == examined ? this.learned : referred(examined);
  }

  private List<Pair> referred(List<Preference> preferences) {
    List<Pair> pairs = new ArrayList<>();
    List<Double> leads = leads(preferences);
    for (int i = 0; i < leads.size(); i++) {
      pairs.add(new Pair(preferences.get(i), leads.get(i)));
    }
    return pairs;
  }

  /// How much likelier the preferred answers are now, in nats.
  private List<Double> leads(List<Preference> preferences) {
    List<float[]> losses =
        model.losses(
            preferences.stream()
                .flatMap(pair -> Stream.of(pair.preferred(), pair.other()))
                .toList());
    List<Double> leads = new ArrayList<>();
    for (int i = 0; i < preferences.size(); i++) {
      double preferred = learnedLoss(preferences.get(i).preferred(), losses.get(2 * i));
      double other = learnedLoss(preferences.get(i).other(), losses.get(2 * i + 1));
      leads.add(other - preferred);
    }
    return leads;
  }

  private static double learnedLoss(Example example, float[] losses) {
    double sum = 0;
    for (int i = 1; i < losses.length; i++) {
      sum += example.weights()[i] == 0 ? 0 : losses[i];
    }
    return sum;
  }

  private double[] margins(List<Pair> pairs) {
    List<Double> leads = leads(pairs.stream().map(Pair::preference).toList());
    double[] margins = new double[pairs.size()];
    for (int i = 0; i < margins.length; i++) {
      margins[i] = beta * (leads.get(i) - pairs.get(i).reference());
    }
    return margins;
  }

  @Override
  public Batch batch(Place place) {
    List<Pair> pairs = shuffle.of(place.step()).stream().map(learned::get).toList();
    double[] margins = margins(pairs);
    List<Labelled> examples = new ArrayList<>();
    for (int i = 0; i < margins.length; i++) {
      Preference pair = pairs.get(i).preference();
      double weight = beta * sigmoid(-margins[i]) / margins.length;
      examples.add(new Labelled("preferred", weighted(pair.preferred(), weight)));
      examples.add(new Labelled("other", weighted(pair.other(), -weight)));
    }
    return new Batch(examples);
  }

  private static Example weighted(Example example, double weight) {
    float[] weights = example.weights().clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= (float) weight;
    }
    return new Example(example.tokens(), weights);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /// Batches depend on what was learned before.
  @Override
  public int ahead() {
    return 0;
  }

  @Override
  public Result examine(Trainer trainer) {
    double[] margins = margins(examined);
    double loss = 0;
    double margin = 0;
    double right = 0;
    for (double one : margins) {
      loss += Math.log1p(Math.exp(-Math.abs(one))) + Math.max(0, -one);
      margin += one;
      right += one > 0 ? 1 : 0;
    }
    double count = margins.length;
    return new Result(
        -loss / count,
        Map.of("loss", loss / count, "margin", margin / count, "accuracy", right / count));
  }

  @Override
  public Shuffle shuffle() {
    return shuffle;
  }

  @Override
  public int examined() {
    return examined.size();
  }
}
