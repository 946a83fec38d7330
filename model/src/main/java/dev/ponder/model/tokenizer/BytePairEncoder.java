package dev.ponder.model.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Byte-pair encoding: text is cut into words, and the symbols of each word are merged into tokens.
/// The symbols are bytes (GPT-2 and its many heirs), or characters whose spaces vocabularies spell
/// `▁`, as SentencePiece does, with bytes for those that have no token (Gemma 4).
final class BytePairEncoder implements TextEncoder {

  /// Whether a word that is in the vocabulary is that token, however its bytes would merge.
  enum WholeWords {
    FIRST,
    MERGED
  }

  /// What merging starts from.
  enum Symbols {
    BYTES,
    CHARACTERS
  }

  /// What the encoder is made of.
  ///
  /// @param byteTokens the token of each single byte, -1 for bytes that have none
  record Parts(
      Vocabulary vocabulary,
      int[] byteTokens,
      Merges merges,
      Splitter splitter,
      WholeWords wholeWords,
      Symbols symbols) {}

  private final Parts parts;
  private final WordCache cache = new WordCache();

  BytePairEncoder(Parts parts) {
    this.parts = parts;
  }

  @Override
  public String normalized(String text) {
    return switch (parts.symbols) {
      case BYTES -> text;
      case CHARACTERS -> text.replace('▁', ' ');
    };
  }

  @Override
  public String normalizedSpelling(String spelling) {
    return normalized(spelling);
  }

  @Override
  public void encode(String text, int from, int to, TokenList out) {
    parts.splitter.split(
        text, from, to, (start, end) -> encodeWord(text.substring(start, end), out));
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
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    if (parts.wholeWords == WholeWords.FIRST) {
      int whole = parts.vocabulary.find(bytes, 0, bytes.length);
      if (whole >= 0) {
        return new int[] {whole};
      }
    }
    TokenList symbols = new TokenList();
    switch (parts.symbols) {
      case BYTES -> addBytes(bytes, 0, bytes.length, symbols);
      case CHARACTERS -> addCharacters(bytes, symbols);
    }
    int[] tokens = symbols.toArray();
    return Arrays.copyOf(tokens, parts.merges.apply(tokens, tokens.length));
  }

  private void addCharacters(byte[] bytes, TokenList symbols) {
    int next;
    for (int place = 0; place < bytes.length; place = next) {
      next = Math.min(place + PieceMerges.lengthOfCharacter(bytes[place]), bytes.length);
      int token = parts.vocabulary.find(bytes, place, next);
      if (token >= 0) {
        symbols.add(token);
      } else {
        addBytes(bytes, place, next, symbols);
      }
    }
  }

  private void addBytes(byte[] bytes, int from, int to, TokenList symbols) {
    for (int i = from; i < to; i++) {
      int token = parts.byteTokens[bytes[i] & 0xFF];
      if (token >= 0) {
        symbols.add(token);
      }
    }
  }
}
