package dev.ponder.train.run;

/// Learning has gone wrong beyond repair: a loss or gradient is no finite number any more. The
/// message is a sentence.
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DivergedException(String message) {
    super(message);
  }
}
