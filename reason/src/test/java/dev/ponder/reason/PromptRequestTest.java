package dev.ponder.reason;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Conversation;
import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Role;
import dev.ponder.core.Tool;
import dev.ponder.core.ToolChoice;
import dev.ponder.core.Tools;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What of a request every family's prompt tells.
class PromptRequestTest {
  private static final AnswerFormat FORMAT =
      new AnswerFormat.Schema(
          "sum",
          Optional.of("What comes out."),
          Json.object().put("type", "integer").build(),
          true);

  private static String prompt(Families family, ResponseRequest request) {
    ByteTokenizer tokenizer = family.tokenizer();
    Rendering rendering = family.format(tokenizer).render(PromptRequest.of(request));
    return tokenizer.decode(new PromptEncoder(tokenizer, 100_000).encode(rendering.prompt()));
  }

  private static ResponseRequest request(Item... items) {
    return ResponseRequest.of("m", new Conversation(List.of(items)));
  }

  @ParameterizedTest
  @EnumSource
  void theFormatOfTheAnswerIsTold(Families family) {
    ResponseRequest request =
        request(Item.Message.of(Role.SYSTEM, "Be brief."), Item.Message.of(Role.USER, "2+2?"));
    assertThat(prompt(family, request.withFormat(FORMAT)))
        .contains("Be brief.")
        .contains("What comes out.")
        .containsPattern("\"type\": ?\"integer\"");
    assertThat(prompt(family, request.withFormat(new AnswerFormat.AnyObject())))
        .contains("one JSON object");
    assertThat(prompt(family, request)).doesNotContain("JSON");
  }

  @Test
  void harmonyHasASectionForIt() {
    assertThat(
            prompt(Families.HARMONY, request(Item.Message.of(Role.USER, "q")).withFormat(FORMAT)))
        .contains(
            "<|start|>developer<|message|># Response Formats\n\n## sum\n\n// What comes out.\n"
                + "{\"type\":\"integer\"}<|end|>");
  }

  @ParameterizedTest
  @EnumSource
  void theCallOfACustomToolIsToldAsAFunctions(Families family) {
    Tool.Custom tool = new Tool.Custom("run", Optional.empty(), Optional.empty());
    ResponseRequest request =
        request(
                Item.Message.of(Role.USER, "q"),
                new Item.ToolCall("c", "run", "print(\"a\")\n"),
                new Item.ToolResult("c", List.of()))
            .withTools(Tools.of(List.of(tool)));
    assertThat(prompt(family, request)).contains("{\"input\": \"print(\\\"a\\\")\\n\"}");
  }

  @ParameterizedTest
  @EnumSource
  void toolsThatAreNotAllowedStayInThePrompt(Families family) {
    ResponseRequest request = request(Item.Message.of(Role.USER, "q")).withTools(Families.tools());
    Tools allowed =
        new Tools(
            Families.tools().offered(),
            new ToolChoice.Allowed(ToolChoice.Allowed.Mode.REQUIRED, Set.of("now")),
            Tools.Calls.SEVERAL_AT_ONCE);
    assertThat(prompt(family, request.withTools(allowed))).isEqualTo(prompt(family, request));
  }
}
