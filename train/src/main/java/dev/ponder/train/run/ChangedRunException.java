package dev.ponder.train.run;

/// A run is to go on with something else than it began with. The message names the folder and all
/// that has changed. Whoever wants that begins another run, or the same one anew.
public final class ChangedRunException extends TrainingException {
  private static final long serialVersionUID = 1L;

  ChangedRunException(String message) {
    super(message);
  }
}
