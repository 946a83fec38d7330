package dev.ponder.app;

import dev.ponder.learn.tuning.Tuning;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How much is learned from a data set.
final class TuningAmount {
  private static final int USUAL_EPOCHS = 3;

  @Option(
      names = "--epochs",
      defaultValue = "" + USUAL_EPOCHS,
      paramLabel = "N",
      description = "How often each example is learned (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(names = "--batch", paramLabel = "N", description = "Examples of a step (default: 8).")
  private @Nullable Integer batch;

  @Option(
      names = "--learning-rate-multiplier",
      defaultValue = "1",
      paramLabel = "X",
      description = "Of the usual learning rate (default: ${DEFAULT-VALUE}).")
  private double multiplier;

  /// @throws IllegalArgumentException when a number is out of its range
  Tuning.Amount amount() {
    OptionalInt ofStep = batch == null ? OptionalInt.empty() : OptionalInt.of(batch);
    return new Tuning.Amount(epochs, ofStep, multiplier);
  }
}
