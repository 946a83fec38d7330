package dev.ponder.learn.tuning;

import dev.ponder.train.TransformerShape;

/// The learning rate where nobody says another.
final class UsualRate {
  /// The rate of a model of that width is this over the width: 1e-4 for 192, 2e-5 for 1,024.
  private static final double TIMES_WIDTH = 0.02;

  /// An adapter's values are small, and want about ten times the rate (Schulman and others 2025).
  private static final double OF_ADAPTERS = 10;

  /// Preferences move a model with few tokens; this is what keeps it fluent.
  private static final double OF_PREFERENCES = 0.2;

  private UsualRate() {}

  /// AdamW's rate for that job.
  static double of(Tuning.Order order, TransformerShape shape) {
    double ofMethod =
        switch (order.method()) {
          case Method.Supervised _, Method.Reinforcement _ -> 1;
          case Method.Preferences _ -> OF_PREFERENCES;
        };
    double ofScope =
        switch (order.scope()) {
          case Scope.Whole() -> 1;
          case Scope.Adapter _ -> OF_ADAPTERS;
        };
    return TIMES_WIDTH / shape.hidden() * ofMethod * ofScope;
  }
}
