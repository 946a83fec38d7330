package dev.ponder.grammar;

/// A regular expression is malformed, or uses something that no mask can keep.
final class PatternException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PatternException(String message) {
    super(message);
  }
}
