package dev.ponder.grammar;

/// A regular expression or a Lark grammar is malformed, matches no text or uses what is not
/// supported; the message says where and what.
public final class DefinitionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DefinitionException(String message) {
    super(message);
  }
}
