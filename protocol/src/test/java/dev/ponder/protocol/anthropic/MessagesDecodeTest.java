package dev.ponder.protocol.anthropic;

import static dev.ponder.protocol.anthropic.Fakes.decode;
import static dev.ponder.protocol.anthropic.Fakes.hello;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Content;
import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Role;
import dev.ponder.core.Tool;
import dev.ponder.core.ToolChoice;
import dev.ponder.core.Tools;
import dev.ponder.protocol.anthropic.MessagesRequest.Caching;
import dev.ponder.protocol.anthropic.MessagesRequest.Delivery;
import dev.ponder.protocol.anthropic.MessagesRequest.Thoughts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MessagesDecodeTest {

  @Test
  void leastRequest() {
    MessagesRequest messages = hello("");

    assertThat(messages.delivery()).isEqualTo(Delivery.WHOLE);
    assertThat(messages.thoughts()).isEqualTo(Thoughts.LEFT_OUT);
    assertThat(messages.caching()).isEqualTo(Caching.UNMARKED);
    assertThat(messages.edits()).isEmpty();
    ResponseRequest request = messages.request();
    assertThat(request.model()).isEqualTo("tiny");
    assertThat(request.maxOutputTokens()).hasValue(2048);
    assertThat(request.maxReasoningTokens()).isEmpty();
    assertThat(request.effort()).isEqualTo(Effort.MEDIUM);
    assertThat(request.tools()).isEqualTo(Tools.NONE);
    assertThat(request.conversation().items()).containsExactly(Item.Message.of(Role.USER, "Hello"));
  }

  @Test
  void sampling() {
    var sampling =
        hello("\"temperature\":0.5,\"top_p\":0.9,\"top_k\":5,\"stop_sequences\":[\"END\"]")
            .request()
            .sampling();

    assertThat(sampling.temperature()).isEqualTo(0.5);
    assertThat(sampling.topP()).isEqualTo(0.9);
    assertThat(sampling.topK()).hasValue(5);
    assertThat(sampling.stop()).containsExactly("END");
    assertThat(hello("\"top_k\":0").request().sampling().topK()).isEmpty();
  }

  @Test
  void thinking() {
    MessagesRequest enabled = hello("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}");
    assertThat(enabled.thoughts()).isEqualTo(Thoughts.SHOWN);
    assertThat(enabled.request().maxReasoningTokens()).hasValue(1024);
    assertThat(enabled.request().effort()).isEqualTo(Effort.HIGH);

    MessagesRequest disabled = hello("\"thinking\":{\"type\":\"disabled\"}");
    assertThat(disabled.thoughts()).isEqualTo(Thoughts.LEFT_OUT);
    assertThat(disabled.request().maxReasoningTokens()).hasValue(0);

    MessagesRequest adaptive =
        hello("\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"}");
    assertThat(adaptive.thoughts()).isEqualTo(Thoughts.SEALED);
    assertThat(adaptive.request().maxReasoningTokens()).isEqualTo(OptionalInt.empty());
  }

  @Test
  void effortAndFormat() {
    String format = "{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\",\"properties\":{}}}";
    ResponseRequest request =
        hello("\"output_config\":{\"effort\":\"max\",\"format\":" + format + "}").request();

    assertThat(request.effort()).isEqualTo(Effort.HIGH);
    assertThat(request.format()).isInstanceOf(AnswerFormat.Schema.class);
    assertThat(hello("\"output_format\":" + format).request().format()).isEqualTo(request.format());
    assertThat(hello("\"output_config\":{\"effort\":\"low\"}").request().effort())
        .isEqualTo(Effort.LOW);
  }

  @Test
  void systemWithoutTheBillersBlock() {
    List<Item> items =
        hello(
                """
                "system":[{"type":"text","text":"x-anthropic-billing-header: cc_version=1;"},
                {"type":"text","text":"Be brief."},
                {"type":"text","text":"Be kind.","cache_control":{"type":"ephemeral"}}]\
                """)
            .request()
            .conversation()
            .items();

    assertThat(items.getFirst())
        .isEqualTo(
            new Item.Message(
                Role.SYSTEM, List.of(new Content.Text("Be brief."), new Content.Text("Be kind."))));
  }

  @Test
  void toolLoopWithThoughts() {
    List<Item> items =
        decode(
                """
                "messages":[{"role":"user","content":"Weather?"},
                {"role":"assistant","content":[
                {"type":"thinking","thinking":"Look.","signature":"[Look.]"},
                {"type":"redacted_thinking","data":"[Hidden.]"},
                {"type":"thinking","thinking":"","signature":"[Sealed.]"},
                {"type":"text","text":"I look."},
                {"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{}},
                {"type":"tool_use","id":"toolu_1","name":"look","input":{"at":"Bonn"}},
                {"type":"tool_use","id":"toolu_2","name":"look","input":{}}]},
                {"role":"system","content":"Mind the wind."},
                {"role":"user","content":[{"type":"text","text":"Well?"},
                {"type":"tool_result","tool_use_id":"toolu_2","content":"gone","is_error":true},
                {"type":"tool_result","tool_use_id":"toolu_1","content":[
                {"type":"text","text":"Sun"},{"type":"text","text":"and wind"}]}]}]\
                """)
            .request()
            .conversation()
            .items();

    assertThat(items)
        .containsExactly(
            Item.Message.of(Role.USER, "Weather?"),
            new Item.Reasoning("Look."),
            new Item.Reasoning("Hidden."),
            new Item.Reasoning("Sealed."),
            Item.Message.of(Role.ASSISTANT, "I look."),
            new Item.ToolCall("toolu_1", "look", "{\"at\":\"Bonn\"}"),
            new Item.ToolCall("toolu_2", "look", "{}"),
            Item.Message.of(Role.SYSTEM, "Mind the wind."),
            new Item.ToolResult("toolu_2", List.of(new Content.Text("Error: gone"))),
            new Item.ToolResult("toolu_1", List.of(new Content.Text("Sun\nand wind"))),
            Item.Message.of(Role.USER, "Well?"));
  }

  @Test
  void textOfDocumentsAndSearchResults() {
    List<Item> items =
        decode(
                """
                "messages":[{"role":"user","content":[
                {"type":"document","title":"Tides","source":
                {"type":"text","media_type":"text/plain","data":"High at noon."}},
                {"type":"search_result","title":"Moon","source":"https://moon.example",
                "content":[{"type":"text","text":"Full."}]}]}]\
                """)
            .request()
            .conversation()
            .items();

    assertThat(items)
        .containsExactly(
            new Item.Message(
                Role.USER,
                List.of(
                    new Content.Text("Tides\n\nHigh at noon."),
                    new Content.Text("Moon\n\nhttps://moon.example\n\nFull."))));
  }

  @Test
  void tools() {
    Tools tools =
        hello(
                """
                "tools":[{"name":"look","description":"Looks.","strict":true,
                "input_schema":{"type":"object","properties":{"at":{"type":"string"}}}},
                {"type":"bash_20250124","name":"bash"},
                {"type":"text_editor_20250728","name":"str_replace_based_edit_tool"},
                {"type":"memory_20250818","name":"memory"},
                {"type":"tool_search_tool_bm25","name":"tool_search_tool_bm25"}],
                "tool_choice":{"type":"tool","name":"look","disable_parallel_tool_use":true}\
                """)
            .request()
            .tools();

    assertThat(tools.offered())
        .extracting(Tool::name)
        .containsExactly("look", "bash", "str_replace_based_edit_tool", "memory");
    assertThat(tools.offered().getFirst())
        .isInstanceOfSatisfying(
            Tool.Function.class, function -> assertThat(function.strict()).isFalse());
    assertThat(tools.choice()).isEqualTo(new ToolChoice.Named("look"));
    assertThat(tools.calls()).isEqualTo(Tools.Calls.ONE_AT_A_TIME);
  }

  @Test
  void cacheMarksAnywhere() {
    assertThat(hello("\"cache_control\":{\"type\":\"ephemeral\"}").caching())
        .isEqualTo(Caching.FIVE_MINUTES);
    assertThat(
            decode(
                    """
                    "system":[{"type":"text","text":"A","cache_control":{"type":"ephemeral"}}],
                    "messages":[{"role":"user","content":[{"type":"text","text":"B",
                    "cache_control":{"type":"ephemeral","ttl":"1h"}}]}]\
                    """)
                .caching())
        .isEqualTo(Caching.ONE_HOUR);
  }

  @Test
  void betasMaySendWhatTheyLike() {
    MessagesRequest messages =
        decode(
            """
            "messages":[{"role":"user","content":"Hi"}],"brand_new":{"x":1},
            "thinking":{"type":"enabled","budget_tokens":9000}\
            """,
            Fakes.BETA);
    assertThat(messages.request().maxReasoningTokens()).hasValue(9000);
  }

  @Test
  void countsNeedNoLimit() {
    String body = "{\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    ResponseRequest request =
        Messages.decodeCount(body.getBytes(StandardCharsets.UTF_8), Fakes.STRICT);
    assertThat(request.maxOutputTokens()).isEmpty();
    assertThat(Messages.tokenCount(7)).isEqualTo("{\"input_tokens\":7}");
  }
}
