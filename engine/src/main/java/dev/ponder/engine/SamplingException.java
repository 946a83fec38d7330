package dev.ponder.engine;

/// This sequence has no next token; the message says why in one sentence.
final class SamplingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String why;

  SamplingException(String why) {
    super(why);
    this.why = why;
  }

  SamplingException(String why, Throwable cause) {
    super(why, cause);
    this.why = why;
  }

  String why() {
    return why;
  }
}
