package dev.ponder.engine;

import java.time.Duration;

/// How many tokens a step takes, so that an answer that is being written does not wait too long for
/// its next token while others' prompts are computed beside it.
///
/// A step's time grows with its tokens, with the context behind them and with whatever else the
/// machine does, so nothing is predicted: the allowance follows what the last steps took. A halting
/// machine changes how prompts are cut into steps, never what is computed.
///
/// Owned by the engine's thread.
final class Pace {

  /// What a prompt gets of every step, however slow the machine: a block of the cache.
  private static final int LEAST = Scheduler.CHUNK;

  /// Most that the allowance grows from one step to the next: an easy step says little about a
  /// harder one.
  private static final double GROWTH = 2;

  private final long target;
  private final int most;
  private double allowance;

  /// @param target how long a step may take while an answer is being written; zero for any time
  /// @param most tokens of a step
  Pace(Duration target, int most) {
    this.target = target.toNanos();
    this.most = most;
    this.allowance = Math.min(2.0 * LEAST, most);
  }

  /// Most tokens of the next step.
  ///
  /// @param running sequences, each of which gets one at least
  /// @param writing how many of them are writing their answer
  int tokens(int running, int writing) {
    if (target == 0 || writing == 0) {
      return most;
    }
    return Math.min(most, running + Math.max(LEAST, (int) allowance));
  }

  /// A step of that many tokens took so long. One with few tokens, which says nothing about many,
  /// counts only if it took too long.
  void took(int tokens, long nanos) {
    boolean telling = tokens >= allowance / 2 || nanos > target;
    if (target == 0 || tokens <= LEAST || !telling) {
      return;
    }
    double fitting = tokens * (double) target / Math.max(1, nanos);
    // Half the way, by ratio: one slow step may have had other reasons.
    double next = Math.sqrt(allowance * fitting);
    allowance = Math.clamp(next, LEAST, Math.min(most, allowance * GROWTH));
  }
}
