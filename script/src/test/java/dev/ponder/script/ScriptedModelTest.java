package dev.ponder.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Cancelled;
import dev.ponder.core.Content;
import dev.ponder.core.Conversation;
import dev.ponder.core.FinishReason;
import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Role;
import dev.ponder.core.Sampling;
import dev.ponder.core.TextGrammar;
import dev.ponder.core.Tool;
import dev.ponder.core.ToolChoice;
import dev.ponder.core.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ScriptedModelTest {
  private static final Item HELLO = Item.Message.of(Role.USER, "Say hello to Ada");
  private static final Tool SHELL =
      function(
          "local_shell",
          "{\"type\":\"object\",\"properties\":{\"command\":{\"type\":\"array\",\"items\":{\"type\":"
              + "\"string\"},\"minItems\":1}},\"required\":[\"command\"],"
              + "\"additionalProperties\":false}");

  /// `think(…) say(…) call(name arguments) stop` of the events.
  private static String played(String script, ResponseRequest request) {
    StringBuilder trace = new StringBuilder();
    for (ResponseEvent event : events(script, request)) {
      trace.append(
          switch (event) {
            case ResponseEvent.Started _ -> "";
            case ResponseEvent.ReasoningDelta(String text) -> "~" + text;
            case ResponseEvent.TextDelta(String text, _) -> text;
            case ResponseEvent.ToolCallStarted(_, String name) -> "<" + name + "|";
            case ResponseEvent.ToolCallDelta(_, String arguments) -> arguments;
            case ResponseEvent.ToolCallEnded _ -> ">";
            case ResponseEvent.Finished(FinishReason reason, _, _) -> " " + reason;
            case ResponseEvent.Failed(Problem problem) -> " " + problem.message();
          });
    }
    return trace.toString();
  }

  private static List<ResponseEvent> events(String script, ResponseRequest request) {
    List<ResponseEvent> events = new ArrayList<>();
    try {
      new ScriptedModel(Script.parse(script), "scripted@1").respond(request, events::add);
    } catch (Cancelled e) {
      throw new AssertionError(e);
    }
    return events;
  }

  private static ResponseRequest asking(Item... items) {
    return ResponseRequest.of("m", new Conversation(List.of(items)));
  }

  private static Tool function(String name, String schema) {
    return new Tool.Function(
        name, Optional.empty(), Optional.of((Json.Obj) Json.parse(schema)), false);
  }

  @Test
  void theFirstRuleThatAppliesAnswers() {
    String script =
        """
        {"when": {"user_contains": "goodbye"}, "reply": {"text": "no"}}
        {"when": {"user_matches": "hello to \\\\w+$", "turn": 1, "last": "user"}, "reply": {"thinking": "a name", "text": "{{last_user}}!"}}
        {"reply": {"text": "never"}}
        """;

    assertThat(played(script, asking(HELLO))).isEqualTo("~a~ nameSay hello to Ada! STOP");
    assertThat(played("{\"when\":{\"turn\":2},\"reply\":{}}", asking(HELLO)))
        .isEqualTo("The script has no rule for this request. STOP");
  }

  @Test
  void aToolLoopRunsOnWhateverTheToolIsCalled() {
    String script =
        """
        {"when": {"last": "tool_result"}, "reply": {"text": "It said {{tool_result}}."}}
        {"reply": {"calls": [{"tool": "shell|bash", "arguments": {"command": ["echo", "{{last_user}}"]}}]}}
        {"reply": {"text": "no shell"}}
        """;
    ResponseRequest first = asking(HELLO).withTools(Tools.of(List.of(SHELL)));
    Item call = new Item.ToolCall("c", "local_shell", "{}");
    Item result = new Item.ToolResult("c", List.of(new Content.Text("42")));

    assertThat(played(script, first))
        .isEqualTo("<local_shell|{\"command\":[\"echo\",\"Say hello to Ada\"]}> TOOL_CALLS");
    assertThat(played(script, asking(HELLO, call, result))).isEqualTo("It said 42. STOP");
    assertThat(played(script, asking(HELLO))).isEqualTo("no shell STOP");
  }

  @Test
  void aRequiredCallIsMadeWithTheLeastArguments() {
    Tools named =
        new Tools(
            List.of(function("now", "{\"type\":\"object\"}"), SHELL),
            new ToolChoice.Named("local_shell"),
            Tools.Calls.SEVERAL_AT_ONCE);

    assertThat(played("{\"reply\":{\"text\":\"hi\"}}", asking(HELLO).withTools(named)))
        .isEqualTo("hi<local_shell|{\"command\":[\"\"]}> TOOL_CALLS");
  }

  @Test
  void whatMustHaveAFormHasIt() {
    Json schema =
        Json.parse(
            """
            {"type":"object","additionalProperties":false,"required":["a","b","c","next"],
             "properties":{"a":{"type":"integer","minimum":3},"b":{"enum":["x","y"]},
              "c":{"type":"string","pattern":"^[0-9]{3}$"},"opt":{"type":"string"},
              "next":{"anyOf":[{"$ref":"#"},{"type":"null"}]}}}
            """);
    ResponseRequest request =
        asking(HELLO).withFormat(new AnswerFormat.Schema("X", Optional.empty(), schema, false));

    assertThat(played("{\"reply\":{\"text\":\"hi\"}}", request))
        .isEqualTo("{\"a\":10,\"b\":\"x\",\"c\":\"000\",\"next\":null} STOP");
    String valid = "{\"next\": null, \"c\": \"123\", \"b\": \"y\", \"a\": 7}";
    assertThat(
            played(
                Json.parse("{\"reply\":{\"text\":" + Json.of(valid).text() + "}}").text(), request))
        .isEqualTo(valid + " STOP");
    assertThat(played("{\"reply\":{}}", asking(HELLO).withFormat(new AnswerFormat.AnyObject())))
        .isEqualTo("{} STOP");
  }

  @Test
  void customInputFollowsItsGrammar() {
    Tool count =
        new Tool.Custom(
            "count",
            Optional.empty(),
            Optional.of(new TextGrammar(TextGrammar.Syntax.REGEX, "[1-9]{2}")));
    ResponseRequest request = asking(HELLO).withTools(Tools.of(List.of(count)));

    assertThat(played("{\"reply\":{\"calls\":[{\"tool\":\"count\",\"input\":\"42\"}]}}", request))
        .isEqualTo("<count|42> TOOL_CALLS");
    assertThat(played("{\"reply\":{\"calls\":[{\"tool\":\"count\",\"input\":\"no\"}]}}", request))
        .isEqualTo("<count|11> TOOL_CALLS");
  }

  @Test
  void limitsAndStopStringsCut() {
    String script = "{\"reply\":{\"thinking\":\"one two\",\"text\":\"three four five\"}}";
    Sampling stopping =
        new Sampling(
            1,
            1,
            OptionalLong.empty(),
            List.of(" five", "our"),
            0,
            0,
            Map.of(),
            OptionalInt.empty());

    assertThat(played(script, asking(HELLO).withMaxOutputTokens(OptionalInt.of(3))))
        .isEqualTo("~one~ twothree LENGTH");
    assertThat(played(script, asking(HELLO).withMaxReasoningTokens(OptionalInt.of(0))))
        .isEqualTo("three four five STOP");
    List<ResponseEvent> events = events(script, asking(HELLO).withSampling(stopping));
    assertThat(((ResponseEvent.Finished) events.getLast()).stop()).hasValue("our");
    assertThat(played(script, asking(HELLO).withSampling(stopping)))
        .isEqualTo("~one~ twothree f STOP");
  }

  @Test
  void aReplyMayFail() {
    String at = "{\"reply\":{\"text\":\"a b c\",\"error\":{\"message\":\"Broken.\"%s}}}";

    assertThat(played(at.formatted(",\"after\":2"), asking(HELLO))).isEqualTo("a b Broken.");
    assertThatThrownBy(() -> played(at.formatted(",\"kind\":\"overloaded\""), asking(HELLO)))
        .isInstanceOf(Problem.Exceptional.class)
        .hasMessage("Broken.");
    assertThatThrownBy(() -> played("{\"context\":2,\"rules\":[{\"reply\":{}}]}", asking(HELLO)))
        .hasMessageContaining("maximum context length is 2 tokens");
  }

  @Test
  void pausesAndWordsAreCounted() {
    List<ResponseEvent> events =
        events("{\"reply\":{\"pause\":100,\"text\":\"a b\"}}", asking(HELLO));
    ResponseEvent.Finished end = (ResponseEvent.Finished) events.getLast();

    assertThat(end.usage().inputTokens()).isEqualTo(4);
    assertThat(end.usage().reasoningTokens()).isBetween(100, 101);
    assertThat(end.usage().outputTokens()).isEqualTo(end.usage().reasoningTokens() + 2);
  }
}
