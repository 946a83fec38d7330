package dev.ponder.app;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Cuts code about as finely as the vocabularies of models for code do: into the words of a name,
/// with a space before them, indentation, digits, and runs of signs with the end of the line. Each
/// piece is a token of its own, numbered as it comes.
///
/// Vocabularies of synthetic models have no tokens for indentation and few words, so that a text
/// has many more tokens, and far more of them are spaces that are easy to guess.
final class CodeTokens {
  private static final Pattern PIECE =
      Pattern.compile(
          " +(?= )|\\n+| ?[A-Z]+(?![a-z])| ?[A-Z]?[a-z]+|[0-9]| ?[^\\sA-Za-z0-9]+\\n*|.",
          Pattern.DOTALL);

  private final Map<String, Integer> numbers = new HashMap<>();
  private final int vocabulary;

  /// @param vocabulary of the model that is to compute the tokens
  CodeTokens(int vocabulary) {
    this.vocabulary = vocabulary;
  }

  /// The tokens of a text; the same piece is the same token in all texts.
  int[] of(String text) {
    return PIECE
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .mapToInt(piece -> numbers.computeIfAbsent(piece, _ -> numbers.size() % vocabulary))
        .toArray();
  }
}
