package dev.ponder.train.run;

import java.util.List;
import java.util.Map;

/// Measures from time to time how good the model is, on examples that it does not learn from. Runs
/// between steps, on the model's own thread.
@FunctionalInterface
public interface Examination {

  Result examine(Trainer trainer);

  /// How good it was.
  ///
  /// @param score by which one is better than another: the highest is kept
  /// @param figures to be written down, by name
  record Result(double score, Map<String, Double> figures) {
    public Result {
      figures = Map.copyOf(figures);
    }
  }

  /// The mean loss on these, and that of each label; the lower, the better.
  static Examination ofLosses(List<Labelled> examples) {
    return trainer -> {
      Losses losses = trainer.losses(examples);
      return new Result(-losses.mean(), MetricRow.figures(losses));
    };
  }
}
