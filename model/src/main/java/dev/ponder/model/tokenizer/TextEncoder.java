package dev.ponder.model.tokenizer;

/// Turns text into tokens where no special token is left in it.
interface TextEncoder {

  /// Adds the tokens of `text[from, to)`, which starts a text or follows a special token.
  ///
  /// @param text as [#normalized] gives it
  void encode(String text, int from, int to, TokenList out);

  /// The text in which special tokens are looked for.
  default String normalized(String text) {
    return text;
  }

  /// How a special token is spelled in normalised text.
  default String normalizedSpelling(String spelling) {
    return spelling;
  }

  /// Whether [#encode] puts a space in front, so that a word has the same tokens at the start of a
  /// text and inside.
  default boolean putsSpaceInFront() {
    return false;
  }
}
