package dev.ponder.app;

import dev.ponder.train.run.Budget;
import dev.ponder.train.run.ChangedRunException;
import dev.ponder.train.run.Outcome;
import dev.ponder.train.run.StopOnSignal;
import dev.ponder.train.run.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What commands that train have in common: how long they learn, and how a run ends.
record Learning(Console console) {
  private static final double MOST_MINUTES = 100_000;

  /// Longest time that a stopped process waits for its checkpoint.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /// What is done with a run that came to its end.
  interface Ending {
    void finish(Outcome.Finished finished) throws IOException;
  }

  /// As much time as an option says.
  ///
  /// @throws Mistake when that is no sensible time
  static Budget minutes(String option, double minutes) {
    if (!(minutes > 0 && minutes <= MOST_MINUTES)) {
      throw new Mistake(
          "%s must be more than 0 and at most %,.0f, not %s"
              .formatted(option, MOST_MINUTES, minutes));
    }
    return new Budget.Time(Duration.ofMillis(Math.max(1, Math.round(minutes * 60_000))));
  }

  /// What to say of a run that cannot go on like this.
  ///
  /// @param ways options by which the command can go on
  static Mistake changed(ChangedRunException e, String ways) {
    Mistake mistake = new Mistake(Failures.text(e) + ": use " + ways);
    mistake.initCause(e);
    return mistake;
  }

  /// Moves an earlier run's folder, if there is one, to another name.
  ///
  /// @throws TrainingException when a process trains in it
  void setAside(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    TrainingRun.requireIdle(folder);
    int number = 1;
    while (Files.exists(folder.resolveSibling(folder.getFileName() + "." + number))) {
      number++;
    }
    Path aside = folder.resolveSibling(folder.getFileName() + "." + number);
    Files.move(folder, aside);
    tell("the earlier run is in %s now".formatted(aside));
  }

  /// Trains until the end, or until a signal asks to stop; returns the exit code.
  ///
  /// @throws Mistake when the loss is no number any more
  int run(TrainingRun training, LearningProgress progress, Ending ending) throws IOException {
    try (StopOnSignal _ = StopOnSignal.of(training, PATIENCE)) {
      switch (outcome(training, progress)) {
        case Outcome.Finished finished -> {
          ending.finish(finished);
          return 0;
        }
        case Outcome.Stopped stopped -> {
          tell(stopped.sentence());
          return Interruption.CODE;
        }
        case Outcome.Diverged diverged -> throw new Mistake(diverged.sentence());
      }
    }
  }

  private static Outcome outcome(TrainingRun training, LearningProgress progress) {
    try (progress) {
      return training.run(progress);
    }
  }

  /// Says something that is no result.
  void tell(String sentence) {
    console.err().println(sentence);
    console.err().flush();
  }
}
