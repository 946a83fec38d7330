package dev.ponder.model.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Byte-level byte-pair encoding (GPT-2 and its many heirs): special tokens are cut out, the rest
/// is cut into words, and the UTF-8 bytes of each word are merged into tokens.
final class ByteLevelTokenizer implements Tokenizer {

  /// Whether a word that is in the vocabulary is that token, however its bytes would merge.
  enum WholeWords {
    FIRST,
    MERGED
  }

  /// What the tokenizer of a model is made of.
  ///
  /// @param byteTokens the token of each single byte, -1 for bytes that have none
  /// @param control control tokens by spelling
  /// @param userDefined tokens by spelling that are matched in any text
  record Parts(
      Vocabulary vocabulary,
      int[] byteTokens,
      Merges merges,
      Splitter splitter,
      WholeWords wholeWords,
      Map<String, Integer> control,
      Map<String, Integer> userDefined,
      OptionalInt beginOfText,
      Set<Integer> endOfText) {}

  private final Parts parts;
  private final Set<Integer> controlIds;
  private final SpecialTokens userDefined;
  private final SpecialTokens all;
  private final WordCache cache = new WordCache();

  ByteLevelTokenizer(Parts parts) {
    this.parts = parts;
    controlIds = Set.copyOf(parts.control.values());
    userDefined = new SpecialTokens(parts.userDefined);
    Map<String, Integer> both = new java.util.HashMap<>(parts.userDefined);
    both.putAll(parts.control);
    all = new SpecialTokens(both);
  }

  @Override
  public int[] encode(String text) {
    return encode(wellFormed(text), userDefined);
  }

  @Override
  public int[] encodeWithControl(String text) {
    return encode(wellFormed(text), all);
  }

  @Override
  public byte[] bytes(int token) {
    return parts.vocabulary.bytes(token);
  }

  @Override
  public boolean isControl(int token) {
    return controlIds.contains(token);
  }

  @Override
  public OptionalInt special(String spelling) {
    Integer token = parts.control.get(spelling);
    if (token == null) {
      token = parts.userDefined.get(spelling);
    }
    return token == null ? OptionalInt.empty() : OptionalInt.of(token);
  }

  @Override
  public int size() {
    return parts.vocabulary.size();
  }

  @Override
  public OptionalInt beginOfText() {
    return parts.beginOfText;
  }

  @Override
  public Set<Integer> endOfText() {
    return parts.endOfText;
  }

  private int[] encode(String text, SpecialTokens specials) {
    TokenList out = new TokenList();
    int start = 0;
    while (start < text.length()) {
      SpecialTokens.Match match = specials.next(text, start);
      parts.splitter.split(
          text, start, match.from(), (from, to) -> encodeWord(text.substring(from, to), out));
      if (match.token() >= 0) {
        out.add(match.token());
      }
      start = match.to();
    }
    return out.toArray();
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
      int whole = parts.vocabulary.find(bytes, bytes.length);
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
    return java.util.Arrays.copyOf(tokens, parts.merges.apply(tokens, length));
  }

  /// The text with U+FFFD for lone surrogates, which have no UTF-8 form.
  private static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return text.codePoints()
            .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      }
    }
    return text;
  }
}
