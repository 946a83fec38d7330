package dev.ponder.learn.reinforcement;

import dev.ponder.core.Effort;

/// What an answer is worth.
///
/// A right answer is worth 1, less the cost of its thought: `λ · length / budget`, both in tokens,
/// and less a twentieth for each call that was not needed. Anything else is worth 0, and so is an
/// answer that went over its budget, right or not.
///
/// After L1 (arXiv 2503.04697), with two departures. There the wanted length is written into the
/// prompt and missing it costs in either direction; here the three efforts stand for three prices,
/// since that is the dial that is served. And L1's penalty can make a right answer worth less than
/// a wrong one; here the cost is charged to right answers only and takes at most [#MOST_COST] of
/// their worth, so that no shaping ever outranks being right.
public final class Reward {
  private static final double NEEDLESS_CALL = 0.05;

  /// The largest part of a right answer's worth that its cost can take.
  public static final double MOST_COST = 0.75;

  private Reward() {}

  /// What was answered.
  ///
  /// @param right whether the check passed
  /// @param ended whether the model ended its turn by itself
  /// @param thought tokens of thought
  /// @param needlessCalls calls beyond those that the exercise takes
  public record Outcome(boolean right, boolean ended, int thought, int needlessCalls) {}

  /// What that outcome is worth, from 0 to 1.
  public static double of(Outcome outcome, Effort effort) {
    int budget = budget(effort);
    if (!outcome.right() || !outcome.ended() || outcome.thought() > budget) {
      return 0;
    }
    double cost =
        price(effort) * outcome.thought() / budget + NEEDLESS_CALL * outcome.needlessCalls();
    return 1 - Math.min(cost, MOST_COST);
  }

  /// Most tokens of thought. Those that a model of 1,024 positions is served with, but for high
  /// effort, which leaves room for longer prompts.
  public static int budget(Effort effort) {
    return switch (effort) {
      case LOW -> 64;
      case MEDIUM -> 256;
      case HIGH -> 640;
    };
  }

  /// The cost of a thought that uses its whole budget.
  private static double price(Effort effort) {
    return switch (effort) {
      case LOW -> 0.5;
      case MEDIUM -> 0.2;
      case HIGH -> 0;
    };
  }
}
