package dev.ponder.model.tokenizer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// A tokenizer of any kind: special tokens are cut out of the text, and an encoder does the rest.
final class VocabularyTokenizer implements Tokenizer {

  /// What the tokenizer of a model is made of.
  record Parts(
      TokenTable table, Vocabulary vocabulary, TextEncoder encoder, OptionalInt beginOfText) {}

  private final TokenTable table;
  private final Vocabulary vocabulary;
  private final TextEncoder encoder;
  private final OptionalInt beginOfText;
  private final Set<Integer> endOfText;
  private final Set<Integer> controlIds;
  private final Set<Integer> specialIds;
  private final SpecialTokens userDefined;
  private final SpecialTokens all;

  VocabularyTokenizer(Parts parts) {
    table = parts.table;
    vocabulary = parts.vocabulary;
    encoder = parts.encoder;
    beginOfText = parts.beginOfText;
    endOfText = table.endOfText();
    controlIds = Set.copyOf(table.control().values());
    specialIds = new HashSet<>(controlIds);
    specialIds.addAll(table.userDefined().values());
    Map<String, Integer> spellings = new HashMap<>();
    table.userDefined().forEach((spelling, token) -> put(spellings, spelling, token));
    userDefined = new SpecialTokens(spellings);
    table.control().forEach((spelling, token) -> put(spellings, spelling, token));
    all = new SpecialTokens(spellings);
  }

  private void put(Map<String, Integer> spellings, String spelling, int token) {
    spellings.putIfAbsent(encoder.normalizedSpelling(spelling), token);
  }

  @Override
  public int[] encode(String text) {
    return encode(text, userDefined);
  }

  @Override
  public int[] encodeWithControl(String text) {
    return encode(text, all);
  }

  private int[] encode(String original, SpecialTokens specials) {
    String text = encoder.normalized(wellFormed(original));
    TokenList out = new TokenList();
    int start = 0;
    while (start < text.length()) {
      SpecialTokens.Match match = specials.next(text, start);
      if (match.from() > start) {
        encoder.encode(text, start, match.from(), out);
      }
      if (match.token() >= 0) {
        out.add(match.token());
      }
      start = match.to();
    }
    return out.toArray();
  }

  @Override
  public byte[] bytesAfter(int previous, int token) {
    byte[] bytes = bytes(token);
    boolean first = previous < 0 || specialIds.contains(previous);
    return encoder.putsSpaceInFront() && first && bytes.length > 0 && bytes[0] == ' '
        ? Arrays.copyOfRange(bytes, 1, bytes.length)
        : bytes;
  }

  @Override
  public byte[] bytes(int token) {
    return vocabulary.bytes(token);
  }

  @Override
  public boolean isControl(int token) {
    return controlIds.contains(token);
  }

  @Override
  public OptionalInt special(String spelling) {
    return table.special(spelling);
  }

  @Override
  public int size() {
    return vocabulary.size();
  }

  @Override
  public OptionalInt beginOfText() {
    return beginOfText;
  }

  @Override
  public Set<Integer> endOfText() {
    return endOfText;
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
