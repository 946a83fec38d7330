package dev.ponder.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.model.UnusableModelException;
import dev.ponder.model.gguf.GgufValue;
import dev.ponder.model.gguf.Metadata;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SentencePieceTest {
  private static final int NORMAL = 1;
  private static final int UNKNOWN = 2;
  private static final int CONTROL = 3;
  private static final int USER_DEFINED = 4;
  private static final int BYTE = 6;

  private final List<GgufValue> tokens = new ArrayList<>();
  private final List<GgufValue> types = new ArrayList<>();
  private final List<GgufValue> scores = new ArrayList<>();
  private final Map<String, GgufValue> values = new LinkedHashMap<>();

  SentencePieceTest() {
    add("<unk>", UNKNOWN, 0);
    add("<s>", CONTROL, 0);
    add("</s>", CONTROL, 0);
    values.put("tokenizer.ggml.model", new GgufValue.Str("llama"));
    flag("add_space_prefix", false);
    pieces("▁", "a", "b", "c", "d", "x");
  }

  @Test
  void mergesTheHighestScoreFirstAndTheLeftmostOfEquals() {
    add("ab", NORMAL, -2);
    add("bc", NORMAL, -1);
    add("aa", NORMAL, -3);
    assertPieces("abc", "a", "bc");
    assertPieces("aaa", "aa", "a");
    assertPieces("aab", "a", "ab");
  }

  @Test
  void equalScoresMergeFromTheLeft() {
    add("ab", NORMAL, -1);
    add("bc", NORMAL, -1);
    assertPieces("abcbc", "ab", "c", "bc");
  }

  @Test
  void piecesMayHoldCharactersThatAreNone() {
    add("éa", NORMAL, -1);
    assertPieces("béa", "b", "éa");
  }

  @Test
  void spellsOtherCharactersInBytes() {
    bytes();
    assertPieces("aé", "a", "<0xC3>", "<0xA9>");
    assertThat(tokenizer().decode(tokenizer().encode("aé😀b"))).isEqualTo("aé😀b");
  }

  @Test
  void withoutByteTokensRareCharactersAreUnknown() {
    assertPieces("aéèb", "a", "<unk>", "b");
  }

  @Test
  void withoutEitherTheyAreLeftOut() {
    tokens.set(0, new GgufValue.Str("<pad>"));
    types.set(0, new GgufValue.Int(CONTROL));
    assertPieces("aéb", "a", "b");
  }

  @Test
  void putsASpaceInFrontOfTextsAndBehindSpecialTokens() {
    pieces("▁a");
    flag("add_space_prefix", true);
    assertPieces("a", " a");
    assertPieces("", new String[0]);
    Tokenizer tokenizer = tokenizer();
    int[] ids = tokenizer.encodeWithControl("a<s>a</s> a");
    assertThat(spelled(tokenizer, ids)).containsExactly(" a", "<s>", " a", "</s>", " ", " a");
    assertThat(tokenizer.decode(ids)).isEqualTo("a<s>a</s> a");
    assertThat(tokenizer.bytesAfter(-1, ids[0])).asString().isEqualTo("a");
    assertThat(tokenizer.bytesAfter(ids[0], ids[0])).asString().isEqualTo(" a");
  }

  @Test
  void marksAreSpaces() {
    pieces("▁a");
    assertThat(tokenizer().encode("b▁a")).isEqualTo(tokenizer().encode("b a"));
    assertThat(tokenizer().decode(tokenizer().encode("b▁a"))).isEqualTo("b a");
  }

  @Test
  void controlSpellingsAreTextUnlessAskedFor() {
    bytes();
    int image = add("<image>", USER_DEFINED, 0);
    assertThat(tokenizer().encode("<s>")).hasSize(3).doesNotContain(1);
    assertThat(tokenizer().encodeWithControl("<s>")).containsExactly(1);
    assertThat(tokenizer().encode("a<image>")).containsExactly(4, image);
  }

  @Test
  void userDefinedSpacesAreTokensOfTheirOwn() {
    int two = add("▁▁", USER_DEFINED, 0);
    assertThat(tokenizer().encode("a   b")).containsExactly(4, two, 3, 5);
  }

  @Test
  void dropsExtraSpacesWhereTheFileSaysSo() {
    flag("remove_extra_whitespaces", true);
    assertPieces("  a   b ", "a", " ", "b");
  }

  @Test
  void mergesAcrossWordsWherePiecesDo() {
    pieces("▁b");
    add("a▁b", NORMAL, 5);
    assertPieces("a b", "a b");
  }

  @Test
  void aMegabyteInOneWordIsQuick() {
    pieces("aa", "aaaa", "aaaaaaaa");
    assertThat(tokenizer().encode("a".repeat(1_000_000))).hasSize(125_000);
    assertThat(tokenizer().encode(" ".repeat(1_000_000))).hasSize(1_000_000);
  }

  @Test
  void textsStartWithATokenUnlessTheFileSaysNo() {
    assertThat(tokenizer().beginOfText()).isEmpty();
    values.put("tokenizer.ggml.bos_token_id", new GgufValue.Int(1));
    assertThat(tokenizer().beginOfText()).hasValue(1);
    flag("add_bos_token", false);
    assertThat(tokenizer().beginOfText()).isEmpty();
  }

  @Test
  void namesWhatIsWrong() {
    add("<byte>", BYTE, 0);
    assertUnusable("has a byte token 9 spelled '<byte>', not as '<0x0A>'");
    tokens.set(9, new GgufValue.Str("a"));
    types.set(9, new GgufValue.Int(NORMAL));
    assertUnusable("has the token 'a' twice, as 4 and 9");
    tokens.set(9, new GgufValue.Str("e".repeat(5000)));
    assertUnusable("has a token 9 of 5000 bytes");
    tokens.set(9, new GgufValue.Str("e"));
    scores.set(9, new GgufValue.Real(Double.NaN));
    assertUnusable("'tokenizer.ggml.scores' is NaN");
    scores.removeLast();
    assertUnusable("'tokenizer.ggml.scores' has 9 elements for 10 tokens");
    scores.add(new GgufValue.Real(0));
    values.put("tokenizer.ggml.unknown_token_id", new GgufValue.Int(10));
    assertUnusable("'tokenizer.ggml.unknown_token_id' is 10, not between 0 and 9");
    values.remove("tokenizer.ggml.unknown_token_id");
    values.put("tokenizer.ggml.precompiled_charsmap", new GgufValue.Arr(List.of()));
    assertUnusable("'tokenizer.ggml.precompiled_charsmap' asks for a normalisation");
  }

  @Test
  void needsScores() {
    scores.clear();
    assertThatThrownBy(() -> Tokenizers.of(metadata()))
        .hasMessageContaining("'tokenizer.ggml.scores' has 0 elements for 9 tokens");
    values.remove("tokenizer.ggml.scores");
    Map<String, GgufValue> without = new LinkedHashMap<>(metadata().values());
    without.remove("tokenizer.ggml.scores");
    assertThatThrownBy(() -> Tokenizers.of(new Metadata("small.gguf", without)))
        .hasMessageContaining("'tokenizer.ggml.scores' is missing");
  }

  private int add(String spelling, int type, double score) {
    tokens.add(new GgufValue.Str(spelling));
    types.add(new GgufValue.Int(type));
    scores.add(new GgufValue.Real(score));
    return tokens.size() - 1;
  }

  private void pieces(String... spellings) {
    for (String spelling : spellings) {
      add(spelling, NORMAL, -tokens.size());
    }
  }

  private void bytes() {
    for (int value = 0; value < 256; value++) {
      add("<0x%02X>".formatted(value), BYTE, 0);
    }
  }

  private void flag(String name, boolean value) {
    values.put("tokenizer.ggml." + name, new GgufValue.Bool(value));
  }

  private Metadata metadata() {
    values.put("tokenizer.ggml.tokens", new GgufValue.Arr(tokens));
    values.put("tokenizer.ggml.token_type", new GgufValue.Arr(types));
    values.put("tokenizer.ggml.scores", new GgufValue.Arr(scores));
    return new Metadata("small.gguf", values);
  }

  private Tokenizer tokenizer() {
    return Tokenizers.of(metadata());
  }

  private void assertPieces(String text, String... pieces) {
    Tokenizer tokenizer = tokenizer();
    assertThat(spelled(tokenizer, tokenizer.encode(text))).containsExactly(pieces);
  }

  /// The tokens' text; byte tokens as they are spelled.
  private List<String> spelled(Tokenizer tokenizer, int[] ids) {
    return Arrays.stream(ids)
        .mapToObj(id ->
            types.get(id).equals(new GgufValue.Int(BYTE))
                ? ((GgufValue.Str) tokens.get(id)).value()
                : new String(tokenizer.bytes(id), StandardCharsets.UTF_8))
        .collect(Collectors.toList());
  }

  private void assertUnusable(String reason) {
    assertThatThrownBy(this::tokenizer)
        .isInstanceOf(UnusableModelException.class)
        .hasMessageStartingWith("small.gguf: ")
        .hasMessageContaining(reason);
  }
}
