package dev.ponder.model;

/// The file is no model that this program can run; the message is one sentence that says why.
public final class UnusableModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnusableModelException(String message) {
    super(message);
  }

  public UnusableModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
