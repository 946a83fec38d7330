package dev.ponder.train.run;

/// How far a run is.
///
/// @param step the last that was taken; 0 before the first
/// @param used part of the budget
/// @param seconds of work, in all processes that worked on it
/// @param tokens of all batches
public record Standing(long step, double used, double seconds, long tokens) {
  /// What sums of many small parts may lack of the whole.
  private static final double ROUNDING = 1e-9;

  static final Standing START = new Standing(0, 0, 0, 0);

  Standing after(StepRecord record, double passed, double part) {
    return new Standing(
        record.step(), Math.min(1, used + part), seconds + passed, tokens + record.tokens());
  }

  /// Whether the budget is used up.
  public boolean ended() {
    return used >= 1 - ROUNDING;
  }
}
