package dev.ponder.train.run;

import java.time.Duration;

/// How long a run may be. It is used up bit by bit, and the schedule goes by the part that was
/// used. What a checkpoint keeps is that part, so a run may be resumed with another budget: what is
/// left to do is then the same part of the new one, and nothing if none was left.
public sealed interface Budget {

  /// Which part a step takes.
  ///
  /// @param tokens of the step
  /// @param seconds that passed since the step before, whatever they went into
  double part(int tokens, double seconds);

  /// Tokens, learned or not.
  record Tokens(long most) implements Budget {

    /// @throws IllegalArgumentException when there are none
    public Tokens {
      requirePositive(most);
    }

    @Override
    public double part(int tokens, double seconds) {
      return (double) tokens / most;
    }
  }

  /// Steps.
  record Steps(long most) implements Budget {

    /// @throws IllegalArgumentException when there are none
    public Steps {
      requirePositive(most);
    }

    @Override
    public double part(int tokens, double seconds) {
      return 1.0 / most;
    }
  }

  /// Time, in which checkpoints and examinations count, but not the time between runs. The
  /// machine's speed then decides how much is learned, so no two runs are the same.
  record Time(Duration most) implements Budget {

    /// @throws IllegalArgumentException when there is none
    public Time {
      requirePositive(most.toMillis());
    }

    @Override
    public double part(int tokens, double seconds) {
      return seconds * 1000 / most.toMillis();
    }
  }

  private static void requirePositive(long most) {
    if (most < 1) {
      throw new IllegalArgumentException("nothing can be done within a budget of " + most);
    }
  }
}
