package dev.ponder.model.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Byte-level byte-pair encoding (GPT-2 and its many heirs): text is cut into words, and the UTF-8
/// bytes of each word are merged into tokens.
final class ByteLevelEncoder implements TextEncoder {

  /// Whether a word that is in the vocabulary is that token, however its bytes would merge.
  enum WholeWords {
    FIRST,
    MERGED
  }

  /// What the encoder is made of.
  ///
  /// @param byteTokens the token of each single byte, -1 for bytes that have none
  record Parts(
      Vocabulary vocabulary,
      int[] byteTokens,
      Merges merges,
      Splitter splitter,
      WholeWords wholeWords) {}

  private final Parts parts;
  private final WordCache cache = new WordCache();

  ByteLevelEncoder(Parts parts) {
    this.parts = parts;
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
    int[] tokens = new int[bytes.length];
    int length = 0;
    for (byte value : bytes) {
      int token = parts.byteTokens[value & 0xFF];
      if (token >= 0) {
        tokens[length++] = token;
      }
    }
    return Arrays.copyOf(tokens, parts.merges.apply(tokens, length));
  }
}
