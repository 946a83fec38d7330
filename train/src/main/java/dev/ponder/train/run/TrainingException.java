package dev.ponder.train.run;

/// A run cannot begin or go on, for a reason outside of learning: files that are damaged, of
/// another run, or have no room. The message is a sentence. What was saved before is as it was.
public sealed class TrainingException extends RuntimeException permits ChangedRunException {
  private static final long serialVersionUID = 1L;

  public TrainingException(String message) {
    super(message);
  }

  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
