package dev.ponder.core;

/// A language that a text must be of, as a client writes it down.
///
/// @param definition in that syntax
public record TextGrammar(Syntax syntax, String definition) {

  /// How the language is written down.
  public enum Syntax {
    /// A context-free grammar in the notation of the Lark parser.
    LARK,
    /// A regular expression that the whole text matches.
    REGEX
  }
}
