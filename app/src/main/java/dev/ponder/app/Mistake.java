package dev.ponder.app;

/// Something the user can put right; the message is one sentence that says how.
final class Mistake extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Mistake(String message) {
    super(message);
  }
}
