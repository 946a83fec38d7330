package dev.ponder.protocol.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Content;
import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.ResponseRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContextEditsTest {
  private static final String LOOP =
      """
      "messages":[{"role":"user","content":"Go"},
      {"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f","input":{"x":1}}]},
      {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"first long"}]},
      {"role":"assistant","content":[{"type":"tool_use","id":"b","name":"g","input":{"x":2}}]},
      {"role":"user","content":[{"type":"tool_result","tool_use_id":"b","content":"second long"}]},
      {"role":"assistant","content":[{"type":"tool_use","id":"c","name":"f","input":{"x":3}}]},
      {"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":"third long"}]}]
      """;

  @Test
  void clearsOldResultsBeyondTheTrigger() throws Cancelled {
    MessagesRequest edited =
        edited(
            """
            {"type":"clear_tool_uses_20250919","trigger":{"type":"tool_uses","value":2},
            "keep":{"type":"tool_uses","value":1},"clear_tool_inputs":true}\
            """);

    assertThat(results(edited)).hasSize(3).last().isEqualTo("third long");
    assertThat(results(edited).subList(0, 2)).allMatch(text -> text.contains("cleared"));
    assertThat(edited.request().conversation().items())
        .contains(new Item.ToolCall("a", "f", "{}"), new Item.ToolCall("c", "f", "{\"x\":3}"));
    assertThat(applied(edited))
        .startsWith("[{\"type\":\"clear_tool_uses_20250919\",\"cleared_tool_uses\":2,")
        .contains("\"cleared_input_tokens\":42}");
  }

  @Test
  void keepsResultsOfExcludedTools() throws Cancelled {
    MessagesRequest edited =
        edited(
            """
            {"type":"clear_tool_uses_20250919","trigger":{"type":"input_tokens","value":10},
            "keep":{"type":"tool_uses","value":0},"exclude_tools":["f"]}\
            """);
    assertThat(results(edited)).contains("first long", "third long").doesNotContain("second long");
  }

  @Test
  void leavesShortConversationsAlone() throws Cancelled {
    for (String edit :
        List.of(
            "{\"type\":\"clear_tool_uses_20250919\"}",
            "{\"type\":\"clear_thinking_20251015\",\"keep\":\"all\"}",
            """
            {"type":"clear_tool_uses_20250919","trigger":{"type":"tool_uses","value":1},
            "keep":{"type":"tool_uses","value":1},
            "clear_at_least":{"type":"input_tokens","value":1000}}\
            """)) {
      MessagesRequest edited = edited(edit);
      assertThat(results(edited)).containsExactly("first long", "second long", "third long");
      assertThat(applied(edited)).isEqualTo("[]");
    }
  }

  private static MessagesRequest edited(String edit) throws Cancelled {
    return Fakes.decode(LOOP + ",\"context_management\":{\"edits\":[" + edit + "]}")
        .edited(ContextEditsTest::length);
  }

  /// Every result that is still there counts 21 tokens.
  private static int length(ResponseRequest request) {
    return 100 + 21 * (int) results(request).stream().filter(text -> text.endsWith("long")).count();
  }

  private static List<String> results(MessagesRequest messages) {
    return results(messages.request());
  }

  private static List<String> results(ResponseRequest request) {
    return request.conversation().items().stream()
        .filter(Item.ToolResult.class::isInstance)
        .map(Item.ToolResult.class::cast)
        .map(result -> ((Content.Text) result.content().getFirst()).text())
        .toList();
  }

  private static String applied(MessagesRequest messages) {
    return Json.of(messages.edits().orElseThrow().applied()).text();
  }
}
