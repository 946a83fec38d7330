package dev.ponder.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptEncoderTest {
  private static final ByteTokenizer TOKENS = ByteTokenizer.of(List.of(), List.of(), "0123456789");

  private static Prompt.Builder builder() {
    return new Prompt.Builder(Prompt.Script.of(TOKENS, ThoughtParser.MARKS));
  }

  private static Prompt text(String text) {
    return builder().text(text).build();
  }

  @Test
  void textThatCannotFitIsRefusedUnread() {
    PromptEncoder encoder = new PromptEncoder(TOKENS, 100);
    assertThat(encoder.encode(text("é".repeat(499)))).hasSize(998);
    assertThatThrownBy(() -> encoder.encode(text("é".repeat(5_000))))
        .isInstanceOf(Problem.Exceptional.class)
        .hasMessageContaining("resulted in at least 1000 tokens");
  }

  @Test
  void neighbouringTextsAreEncodedAsOne() {
    Prompt prompt = builder().text("a").text("").script("<think>").text("b").build();
    assertThat(prompt.pieces()).containsExactly(new Prompt.Piece.Text("a<think>b"));
  }
}
