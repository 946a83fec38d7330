package dev.ponder.train.run;

import java.nio.file.Path;

/// How a run ended.
public sealed interface Outcome {

  /// The last step that was taken.
  long step();

  /// What to tell whoever started it.
  String sentence();

  /// The budget is used up.
  ///
  /// @param checkpoint of the last step
  record Finished(long step, Path checkpoint) implements Outcome {
    @Override
    public String sentence() {
      return "finished after step %d".formatted(step);
    }
  }

  /// It was told to stop.
  ///
  /// @param checkpoint of the last step
  record Stopped(long step, Path checkpoint) implements Outcome {
    @Override
    public String sentence() {
      return "stopped after step %d, which %s holds: the same command goes on from there"
          .formatted(step, checkpoint);
    }
  }

  /// Learning went wrong. Nothing was saved after the last good checkpoint.
  record Diverged(long step, String reason) implements Outcome {
    @Override
    public String sentence() {
      return reason;
    }
  }
}
