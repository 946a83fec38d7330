package dev.ponder.engine;

/// The queue is full; the request was not taken.
public final class OverloadedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OverloadedException(String message) {
    super(message);
  }
}
