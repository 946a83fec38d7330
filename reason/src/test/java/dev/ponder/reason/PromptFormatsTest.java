package dev.ponder.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.Item;
import dev.ponder.core.Role;
import dev.ponder.model.UnusableModelException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromptFormatsTest {
  private static final ByteTokenizer CHATML = ByteTokenizer.chatMl();
  private static final ByteTokenizer LLAMA =
      ByteTokenizer.of(
          List.of("<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"), List.of());
  private static final ByteTokenizer BARE = ByteTokenizer.of(List.of("<s>"), List.of());

  private static String chosen(ByteTokenizer tokenizer, Optional<String> template) {
    return PromptFormats.choose("m", tokenizer, template).name();
  }

  @Test
  void theTemplateDecides() {
    assertThat(chosen(CHATML, Optional.of("…<|im_start|>…"))).isEqualTo("chatml");
    assertThat(chosen(LLAMA, Optional.of("…<|start_header_id|>…"))).isEqualTo("llama3");
  }

  @Test
  void withoutATemplateTheVocabularyDecides() {
    assertThat(chosen(CHATML, Optional.empty())).isEqualTo("chatml");
    assertThat(chosen(CHATML, Optional.of(" \n"))).isEqualTo("chatml");
    assertThat(chosen(LLAMA, Optional.empty())).isEqualTo("llama3");
    assertThat(chosen(BARE, Optional.empty())).isEqualTo("continuation");
  }

  @Test
  void everyFamilyIsTold() {
    assertThat(
            List.of(Families.values()).stream().map(each -> each.format(each.tokenizer()).name()))
        .containsExactly(
            "chatml", "chatml", "smollm3", "llama3", "gemma", "phi", "deepseek", "harmony");
  }

  @Test
  void anyOtherTemplateIsRun() {
    assertThat(chosen(BARE, Optional.of("{{ '<|user|>' + x + '</s>' }}"))).isEqualTo("template");
    assertThat(chosen(CHATML, Optional.of("<|im_start|> {% if tools %}<function=x>{% endif %}")))
        .isEqualTo("template");
  }

  @Test
  void whatIsNoTemplateIsRefusedByName() {
    assertThatThrownBy(() -> chosen(BARE, Optional.of("{{ '<|user|>' + ")))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageStartingWith("the chat template of m cannot be used: line 1: ");
  }

  @Test
  void aTemplateWhoseTokensAreMissingIsRefused() {
    assertThatThrownBy(() -> chosen(BARE, Optional.of("<|im_start|>")))
        .isInstanceOf(UnusableModelException.class)
        .hasMessage("the chat template of m writes <|im_start|>, which its vocabulary lacks");
  }

  @Test
  void aBaseModelContinuesWhatWasSaid() {
    PromptFormat format = PromptFormats.choose("m", BARE, Optional.empty());
    Rendering rendering =
        format.render(
            Requests.of(
                Item.Message.of(Role.SYSTEM, "A tale."),
                Item.Message.of(Role.USER, "Once <s>upon")));
    int[] tokens = new PromptEncoder(BARE, 100).encode(rendering.prompt());
    assertThat(BARE.marked(tokens)).isEqualTo("A tale.\n\nOnce <s>upon");
    assertThat(rendering.thought()).isEqualTo(ThoughtMarks.NONE);
  }
}
