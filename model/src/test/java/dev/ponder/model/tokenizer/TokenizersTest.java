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
import org.junit.jupiter.api.Test;

class TokenizersTest {
  private static final int CONTROL = 3;
  private static final int USER_DEFINED = 4;

  private final List<String> tokens = new ArrayList<>();
  private final List<Integer> types = new ArrayList<>();
  private final List<String> merges = new ArrayList<>();
  private final Map<String, GgufValue> values = new LinkedHashMap<>();

  TokenizersTest() {
    for (int value = 0; value < 256; value++) {
      add(ByteLevel.spelling(new byte[] {(byte) value}), 1);
    }
    values.put("tokenizer.ggml.model", new GgufValue.Str("gpt2"));
    values.put("tokenizer.ggml.pre", new GgufValue.Str("qwen2"));
  }

  @Test
  void mergesLowestRankFirstAndLeftmostOfEquals() {
    merge("b c");
    merge("a b");
    merge("a a");
    merge("aa a");
    Tokenizer tokenizer = tokenizer();
    assertPieces(tokenizer.encode("abc"), "a", "bc");
    assertPieces(tokenizer.encode("ab"), "ab");
    assertPieces(tokenizer.encode("aaaaa"), "aa", "aaa");
    assertPieces(tokenizer.encode("aaa"), "aaa");
  }

  /// Its converter did not know the rule and wrote that there is none in particular.
  @Test
  void cutsWordsAsGptOssDoesInOllamasFiles() {
    merge("b C");
    values.put("tokenizer.ggml.pre", new GgufValue.Str("default"));
    assertPieces(tokenizer().encode("abC"), "a", "bC");
    values.put("general.architecture", new GgufValue.Str("gptoss"));
    assertPieces(tokenizer().encode("abC"), "a", "b", "C");
    values.remove("tokenizer.ggml.pre");
    assertPieces(tokenizer().encode("abC"), "a", "b", "C");
    values.put("tokenizer.ggml.pre", new GgufValue.Str("qwen2"));
    assertPieces(tokenizer().encode("abC"), "a", "bC");
  }

  @Test
  void controlSpellingsAreTextUnlessAskedFor() {
    int control = add("<|x|>", CONTROL);
    int think = add("<think>", USER_DEFINED);
    int longer = add("<think>!", USER_DEFINED);
    Tokenizer tokenizer = tokenizer();
    assertThat(tokenizer.encode("<|x|>")).hasSize(5).doesNotContain(control);
    assertThat(tokenizer.encodeWithControl("<|x|>")).containsExactly(control);
    assertThat(tokenizer.encode("<think><think>!")).containsExactly(think, longer);
    assertThat(tokenizer.encodeWithControl("<think><|x|>")).containsExactly(think, control);
    assertThat(tokenizer.encode("<thin")).hasSize(5);
    assertThat(tokenizer.special("<|x|>")).hasValue(control);
    assertThat(tokenizer.special("<think>")).hasValue(think);
    assertThat(tokenizer.special("a")).isEmpty();
    assertThat(tokenizer.isControl(control)).isTrue();
    assertThat(tokenizer.isControl(think)).isFalse();
    assertThat(tokenizer.decode(new int[] {control, think})).isEqualTo("<|x|><think>");
  }

  @Test
  void mergesNeverMakeAControlToken() {
    int control = add("ab", CONTROL);
    merges.add("a b");
    assertThat(tokenizer().encode("ab")).hasSize(2).doesNotContain(control);
  }

  @Test
  void anyTextComesBack() {
    Tokenizer tokenizer = tokenizer();
    String text = "né \u0000\r\n 😀 \u2028 中文";
    assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
    assertThat(tokenizer.encode("")).isEmpty();
    assertThat(tokenizer.decode(tokenizer.encode("a\uD800b\uDC00"))).isEqualTo("a\uFFFDb\uFFFD");
    assertThatThrownBy(() -> tokenizer.bytes(tokenizer.size()))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> tokenizer.bytes(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void paddingTokensStandForNothing() {
    int padding = add("[PAD256]", 5);
    assertThat(tokenizer().bytes(padding)).isEmpty();
  }

  @Test
  void aMegabyteInOneWordIsQuick() {
    merge("a a");
    merge("aa aa");
    merge("aaaa aaaa");
    int[] ids = tokenizer().encode("a".repeat(1_000_000));
    assertThat(ids).hasSize(125_000);
  }

  @Test
  void rareBytesWithoutATokenAreLeftOut() {
    tokens.set(7, "Ġnone");
    assertThat(tokenizer().encode("a\u0007b")).containsExactly('a', 'b');
  }

  @Test
  void knowsTheTokensAroundATextAndAnAnswer() {
    int end = add("<|im_end|>", CONTROL);
    int begin = add("<|endoftext|>", CONTROL);
    id("eos", end);
    id("bos", begin);
    assertThat(tokenizer().endOfText()).containsExactlyInAnyOrder(end, begin);
    assertThat(tokenizer().beginOfText()).isEmpty();
    values.put("tokenizer.ggml.add_bos_token", new GgufValue.Bool(true));
    assertThat(tokenizer().beginOfText()).hasValue(begin);
  }

  @Test
  void llamasTextsStartWithATokenUnlessTheFileSaysNo() {
    values.put("tokenizer.ggml.pre", new GgufValue.Str("llama-bpe"));
    id("bos", 5);
    assertThat(tokenizer().beginOfText()).hasValue(5);
    values.put("tokenizer.ggml.add_bos_token", new GgufValue.Bool(false));
    assertThat(tokenizer().beginOfText()).isEmpty();
  }

  @Test
  void llamasWholeWordsNeedNoMerges() {
    int word = add("abc", 1);
    assertThat(tokenizer().encode("abc")).hasSize(3);
    values.put("tokenizer.ggml.pre", new GgufValue.Str("llama-bpe"));
    assertThat(tokenizer().encode("abc")).containsExactly(word);
  }

  @Test
  void namesWhatIsMissingOrUnknown() {
    values.put("tokenizer.ggml.pre", new GgufValue.Str("jais-2"));
    assertUnusable("'tokenizer.ggml.pre' is 'jais-2', a rule for cutting text");
    values.put("tokenizer.ggml.model", new GgufValue.Str("t5"));
    assertUnusable("'tokenizer.ggml.model' is 't5'");
    values.remove("tokenizer.ggml.model");
    assertUnusable("'tokenizer.ggml.model' is missing");
  }

  @Test
  void checksThatTheVocabularyIsWhole() {
    tokens.set('a', "ab");
    assertUnusable("has no token for the byte 0x61");
    tokens.set('a', "b");
    assertUnusable("has the token 'b' twice, as 97 and 98");
    tokens.clear();
    assertUnusable("'tokenizer.ggml.tokens' is empty");
  }

  @Test
  void checksTypes() {
    types.removeLast();
    assertUnusable("has 255 elements for 256 tokens");
    types.add(9);
    assertUnusable("gives token 255 the unknown type 9");
    types.set(255, CONTROL);
    tokens.set(255, "");
    assertUnusable("special token 255 of 0 characters");
    tokens.set(255, "<x>");
    add("<x>", USER_DEFINED);
    assertUnusable("the token '<x>' twice, as 255 and 256");
  }

  @Test
  void checksMergesAndIds() {
    merges.add("a b");
    assertUnusable("has the pair 'a b', but there is no token 'ab'");
    merges.set(0, "ab");
    assertUnusable("has no pair but 'ab'");
    merges.clear();
    id("eos", 256);
    assertUnusable("'tokenizer.ggml.eos_token_id' is 256, not between 0 and 255");
  }

  private int add(String spelling, int type) {
    tokens.add(spelling);
    types.add(type);
    return tokens.size() - 1;
  }

  private void merge(String pair) {
    merges.add(pair);
    add(pair.replace(" ", ""), 1);
  }

  private void id(String name, int token) {
    values.put("tokenizer.ggml." + name + "_token_id", new GgufValue.Int(token));
  }

  private Tokenizer tokenizer() {
    values.put("tokenizer.ggml.tokens", strings(tokens));
    values.put("tokenizer.ggml.merges", strings(merges));
    values.put(
        "tokenizer.ggml.token_type",
        new GgufValue.Arr(types.stream().<GgufValue>map(type -> new GgufValue.Int(type)).toList()));
    return Tokenizers.of(new Metadata("small.gguf", values));
  }

  private static GgufValue strings(List<String> values) {
    return new GgufValue.Arr(
        values.stream().<GgufValue>map(text -> new GgufValue.Str(text)).toList());
  }

  private void assertPieces(int[] ids, String... pieces) {
    Tokenizer tokenizer = tokenizer();
    assertThat(
            Arrays.stream(ids)
                .mapToObj(id -> new String(tokenizer.bytes(id), StandardCharsets.UTF_8)))
        .containsExactly(pieces);
  }

  private void assertUnusable(String reason) {
    assertThatThrownBy(this::tokenizer)
        .isInstanceOf(UnusableModelException.class)
        .hasMessageStartingWith("small.gguf: ")
        .hasMessageContaining(reason);
  }
}
