package dev.ponder.model.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// SentencePiece's byte-pair encoding (Llama 2, Gemma, Phi-3): pieces are merged by score, and a
/// character that no piece holds is spelled in byte tokens, or else is the unknown token.
///
/// SentencePiece writes a space as `▁`, and so cannot tell the two apart: here both are spaces.
final class SentencePieceEncoder implements TextEncoder {

  /// Where pieces may have spaces.
  enum Spaces {
    /// Only in front of a word, or among themselves: no merge crosses the start of a word.
    BEFORE_WORDS,
    ANYWHERE
  }

  /// What is done to a text before it is encoded.
  ///
  /// @param spaceInFront whether it gets a space in front
  /// @param spacesOnce whether runs of spaces become one, and those at the ends none
  record Normalization(boolean spaceInFront, boolean spacesOnce) {}

  /// What the encoder is made of.
  ///
  /// @param byteTokens the token of each byte, -1 for bytes that have none
  /// @param unknown the token for what has no other, -1 if there is none
  record Parts(
      Vocabulary vocabulary,
      PieceMerges merges,
      Spaces spaces,
      int[] byteTokens,
      int unknown,
      Normalization normalization) {}

  private final Parts parts;
  private final WordCache cache = new WordCache();

  SentencePieceEncoder(Parts parts) {
    this.parts = parts;
  }

  @Override
  public String normalized(String text) {
    String spaced = normalizedSpelling(text);
    return parts.normalization.spacesOnce ? withSpacesOnce(spaced) : spaced;
  }

  @Override
  public String normalizedSpelling(String spelling) {
    return spelling.replace('▁', ' ');
  }

  @Override
  public boolean putsSpaceInFront() {
    return parts.normalization.spaceInFront;
  }

  @Override
  public void encode(String text, int from, int to, TokenList out) {
    String whole = text.substring(from, to);
    if (putsSpaceInFront()) {
      whole = " " + whole;
    }
    int start = 0;
    while (start < whole.length()) {
      int end = parts.spaces == Spaces.ANYWHERE ? whole.length() : endOfWord(whole, start);
      encodeWord(whole.substring(start, end), out);
      start = end;
    }
  }

  /// The first place behind `start` with a space and none before it.
  private static int endOfWord(String text, int start) {
    for (int end = start + 1; end < text.length(); end++) {
      if (text.charAt(end) == ' ' && text.charAt(end - 1) != ' ') {
        return end;
      }
    }
    return text.length();
  }

  private void encodeWord(String word, TokenList out) {
    Optional<int[]> known = cache.get(word);
    int[] tokens = known.orElseGet(() -> merged(word));
    if (known.isEmpty()) {
      cache.put(word, tokens);
    }
    out.add(tokens, tokens.length);
  }

  private int[] merged(String word) {
    byte[] text = word.getBytes(StandardCharsets.UTF_8);
    TokenList tokens = new TokenList();
    parts.merges.apply(
        text,
        (token, from, to) -> {
          if (token >= 0) {
            tokens.add(token);
          } else {
            addBytes(text, from, to, tokens);
          }
        });
    return tokens.toArray();
  }

  private void addBytes(byte[] text, int from, int to, TokenList tokens) {
    for (int i = from; i < to; i++) {
      if (parts.byteTokens[text[i] & 0xFF] < 0) {
        addUnknown(tokens);
        return;
      }
    }
    for (int i = from; i < to; i++) {
      tokens.add(parts.byteTokens[text[i] & 0xFF]);
    }
  }

  /// Neighbouring unknown characters are one unknown token.
  private void addUnknown(TokenList tokens) {
    if (parts.unknown >= 0 && !tokens.endsWith(parts.unknown)) {
      tokens.add(parts.unknown);
    }
  }

  private static String withSpacesOnce(String text) {
    StringBuilder once = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      boolean first = once.isEmpty() || once.charAt(once.length() - 1) == ' ';
      if (character != ' ' || !first) {
        once.append(character);
      }
    }
    boolean trailing = !once.isEmpty() && once.charAt(once.length() - 1) == ' ';
    return once.substring(0, once.length() - (trailing ? 1 : 0));
  }
}
