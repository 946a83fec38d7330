package dev.ponder.train.run;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/// How fast a run goes, by its last steps, and when it will end at that.
///
/// @param used part of the budget
/// @param tokensPerSecond of time that passed, whatever it went into
/// @param operationsPerSecond floating-point operations, if it is known how many a token takes
/// @param left until the budget is used up
public record Pace(
    double used, double tokensPerSecond, OptionalDouble operationsPerSecond, Duration left) {

  /// A line that fits behind a progress bar.
  public String line(StepRecord record) {
    String speed =
        operationsPerSecond.isPresent()
            ? String.format(Locale.ROOT, ", %.0f GFLOP/s", operationsPerSecond.getAsDouble() / 1e9)
            : "";
    // Where all answers are alike, say, a loss that is no number would look like a failure.
    String loss =
        record.losses().byLabel().isEmpty()
            ? "nothing to learn"
            : String.format(Locale.ROOT, "loss %.4f", record.losses().mean());
    return String.format(
        Locale.ROOT,
        "step %d, %s, %.0f tok/s%s, %s left",
        record.step(),
        loss,
        tokensPerSecond,
        speed,
        text(left));
  }

  static String text(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 90) {
      return seconds + " s";
    }
    long minutes = (seconds + 30) / 60;
    return minutes < 90 ? minutes + " min" : "%d h %02d min".formatted(minutes / 60, minutes % 60);
  }

  /// Follows a run's steps; a step of long ago counts for little.
  static final class Meter {
    private static final double KEPT = 0.95;

    private final double operationsPerToken;
    private double seconds;
    private double tokens;
    private double parts;

    Meter(double operationsPerToken) {
      this.operationsPerToken = operationsPerToken;
    }

    Pace after(int tokensOfStep, double secondsOfStep, Standing before, Standing after) {
      seconds = seconds * KEPT + secondsOfStep;
      tokens = tokens * KEPT + tokensOfStep;
      parts = parts * KEPT + after.used() - before.used();
      double perSecond = tokens / Math.max(seconds, 1e-9);
      double left = parts > 0 ? (1 - after.used()) * seconds / parts : 0;
      return new Pace(
          after.used(),
          perSecond,
          operationsPerToken > 0
              ? OptionalDouble.of(perSecond * operationsPerToken)
              : OptionalDouble.empty(),
          Duration.ofMillis((long) (left * 1000)));
    }
  }
}
