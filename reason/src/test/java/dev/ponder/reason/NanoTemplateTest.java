package dev.ponder.reason;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Content;
import dev.ponder.core.Conversation;
import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.Role;
import dev.ponder.core.Tool;
import dev.ponder.core.Tools;
import dev.ponder.model.gguf.Metadata;
import dev.ponder.model.tokenizer.BytePairTrainer;
import dev.ponder.model.tokenizer.BytePairTrainer.Special;
import dev.ponder.model.tokenizer.Tokenizer;
import dev.ponder.model.tokenizer.Tokenizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The chat template in ponder-nano's file, which other programs run.
class NanoTemplateTest {
  private static final Path TEMPLATE =
      Path.of("../learn/src/main/resources/dev/ponder/learn/nano/template.jinja");

  private static final Item QUESTION = Item.Message.of(Role.USER, "What is 12*3?");
  private static final Item.ToolCall CALL =
      new Item.ToolCall("call_0", "python", "{\"code\": \"12*3\"}");
  private static final Item RESULT = new Item.ToolResult("call_0", List.of(new Content.Text("36")));
  private static final Item SYSTEM = Item.Message.of(Role.SYSTEM, "Be brief.");
  private static final Tool PYTHON =
      new Tool.Function(
          "python",
          Optional.of("Runs code."),
          Optional.of(Json.object().put("type", "object").build()),
          false);

  private final String template;
  private final Tokenizer tokenizer;

  NanoTemplateTest() throws IOException {
    template = Files.readString(TEMPLATE).strip();
    List<Special> specials =
        Stream.concat(
                Stream.of(
                        "<|im_start|>",
                        "<|im_end|>",
                        "<|effort_low|>",
                        "<|effort_medium|>",
                        "<|effort_high|>")
                    .map(spelling -> new Special(spelling, Special.Kind.CONTROL)),
                ToolTags.MARKS.stream()
                    .map(spelling -> new Special(spelling, Special.Kind.USER_DEFINED)))
            .toList();
    tokenizer =
        Tokenizers.of(new Metadata("test", new BytePairTrainer("qwen2").learn(280, specials)));
  }

  private String text(PromptFormat format, PromptRequest request) {
    return tokenizer.decode(
        new PromptEncoder(tokenizer, 8_192).encode(format.render(request).prompt()));
  }

  private void assertWrittenAlike(Tools tools, Item... items) {
    for (Effort effort : Effort.values()) {
      PromptRequest request =
          new PromptRequest(
              new Conversation(List.of(items)), tools, effort, new AnswerFormat.Text());
      assertThat(text(TemplateFormat.of("nano", tokenizer, template), request))
          .isEqualTo(text(ChatMl.of(tokenizer, Optional.of(template)), request));
    }
  }

  @Test
  void isRecognised() {
    assertThat(PromptFormats.choose("nano", tokenizer, Optional.of(template)))
        .isInstanceOf(ChatMl.class);
    assertThat(ThoughtStyle.of(tokenizer, Optional.of(template))).isEqualTo(ThoughtStyle.COMPACT);
  }

  @Test
  void writesWhatTheFormatWrites() {
    assertWrittenAlike(Tools.NONE, QUESTION);
    assertWrittenAlike(Tools.NONE, SYSTEM, QUESTION);
    assertWrittenAlike(Tools.NONE, Item.Message.of(Role.DEVELOPER, "Be brief."), QUESTION);
    assertWrittenAlike(
        Tools.NONE, QUESTION, Item.Message.of(Role.ASSISTANT, "36"), SYSTEM, QUESTION);
  }

  @Test
  void writesToolsCallsAndResultsAsTheFormatDoes() {
    Tools tools = Tools.of(List.of(PYTHON));
    assertWrittenAlike(tools, QUESTION);
    assertWrittenAlike(tools, SYSTEM, QUESTION, CALL, RESULT);
    assertWrittenAlike(tools, QUESTION, new Item.Reasoning("12*3"), CALL, RESULT);
    assertWrittenAlike(
        tools,
        QUESTION,
        Item.Message.of(Role.ASSISTANT, "Calling."),
        CALL,
        new Item.ToolCall("call_1", "python", "{}"),
        RESULT,
        new Item.ToolResult("call_1", List.of(new Content.Text("nothing"))),
        Item.Message.of(Role.ASSISTANT, "36"),
        QUESTION);
  }
}
