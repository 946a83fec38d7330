package dev.ponder.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.model.gguf.GgufValue;
import dev.ponder.model.gguf.Metadata;
import dev.ponder.model.tokenizer.BytePairTrainer.Special;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BytePairTrainerTest {
  private static final List<Special> SPECIALS =
      List.of(
          new Special("<|end|>", Special.Kind.CONTROL),
          new Special("<think>", Special.Kind.USER_DEFINED));

  private final BytePairTrainer trainer = new BytePairTrainer("qwen2");

  private Tokenizer learned(int size) {
    return Tokenizers.of(new Metadata("test", trainer.learn(size, SPECIALS)));
  }

  @Test
  void frequentWordsBecomeOneTokenEach() {
    trainer.add("the apples and the pears and the plums");
    Tokenizer tokenizer = learned(280);
    assertThat(tokenizer.encode(" the and")).hasSize(2);
    assertThat(tokenizer.encode(" the and the")).hasSize(3);
  }

  @Test
  void aPairThatAppearsOnceIsNotLearned() {
    trainer.add("xyz");
    assertThat(learned(300).size()).isEqualTo(256 + SPECIALS.size());
  }

  @Test
  void digitsStayAlone() {
    trainer.add("48 48 48 48 + 48 = 96 96".repeat(9));
    Tokenizer tokenizer = learned(400);
    assertThat(tokenizer.encode("4848")).hasSize(4);
  }

  @Test
  void anyTextComesBackWhole() {
    trainer.add("So viele Äpfel, so viele Äpfel! \uD83D\uDE42\uD83D\uDE42");
    Tokenizer tokenizer = learned(300);
    String text = "Äpfel\uD83D\uDE42 \u0000 für\n\n\t7 <|end|>";
    assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
  }

  @Test
  void theOrderOfTextsDoesNotMatter() {
    BytePairTrainer other = new BytePairTrainer("qwen2");
    trainer.add("red blue red");
    trainer.add("green green blue");
    other.add("green green blue");
    other.add("red blue red");
    assertThat(other.learn(270, SPECIALS)).isEqualTo(trainer.learn(270, SPECIALS));
  }

  @Test
  void bytesThatComeAboutInTwoWaysAreOneToken() {
    trainer.add("aaa ".repeat(5) + "aab aab baa baa aa aa aaaa aaaaa aaaaaa");
    Map<String, GgufValue> keys = trainer.learn(300, SPECIALS);
    GgufValue tokens = Objects.requireNonNull(keys.get("tokenizer.ggml.tokens"));
    assertThat(((GgufValue.Arr) tokens).elements()).doesNotHaveDuplicates();
    assertThat(learned(300).encode("aaaa")).hasSizeLessThan(3);
  }

  @Test
  void specialTokensAreWhatTheyAreCalled() {
    trainer.add("some text");
    Tokenizer tokenizer = learned(260);
    int end = tokenizer.special("<|end|>").orElseThrow();
    assertThat(tokenizer.isControl(end)).isTrue();
    assertThat(tokenizer.encode("<|end|>")).doesNotContain(end);
    assertThat(tokenizer.encode("<think>")).hasSize(1);
  }

  @Test
  void tooFewTokensAndUnknownRulesAreRefused() {
    assertThatThrownBy(() -> trainer.learn(200, SPECIALS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("200 tokens do not hold 256 bytes and 2 special tokens");
    assertThatThrownBy(() -> new BytePairTrainer("none"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none");
  }
}
