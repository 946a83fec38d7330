package dev.ponder.grammar;

/// A grammar asks for more states, rules or steps than it may have; the message says of what.
public final class GrammarLimitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GrammarLimitException(String message) {
    super(message);
  }
}
