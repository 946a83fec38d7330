package dev.ponder.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Content;
import dev.ponder.core.Conversation;
import dev.ponder.core.Defaults;
import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Role;
import dev.ponder.core.Sampling;
import dev.ponder.core.TextGrammar;
import dev.ponder.core.Tool;
import dev.ponder.core.ToolChoice;
import dev.ponder.core.Tools;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeTest {

  @Test
  void theLeastRequestMeansTheDefaults() {
    ChatRequest request = with("");

    assertThat(request)
        .isEqualTo(
            new ChatRequest(
                new ResponseRequest(
                    "m",
                    new Conversation(List.of(Item.Message.of(Role.USER, "hi"))),
                    Effort.MEDIUM,
                    Sampling.DEFAULT,
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    Tools.NONE,
                    new AnswerFormat.Text(),
                    "",
                    Optional.empty()),
                1,
                new ChatRequest.Delivery.Whole(),
                ChatRequest.Calling.TOOL_CALLS,
                new ChatRequest.Notes(
                    Profile.LENIENT, "default", Json.object().build(), Optional.empty())));
  }

  @Test
  void toolsArriveWithTheChoiceAmongThem() {
    String tools =
        """
        , "tools": [
          {"type": "function", "function": {"name": "weather", "description": "In a city.",
            "parameters": {"type": "object"}, "strict": false}},
          {"type": "function", "function": {"name": "now"}}], "parallel_tool_calls": false
        """;
    Tools asked =
        with(tools + ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"now\"}}")
            .request()
            .tools();
    Tool now = new Tool.Function("now", Optional.empty(), Optional.empty(), false);
    Json.Obj schema = Json.object().put("type", "object").build();
    Tool weather =
        new Tool.Function("weather", Optional.of("In a city."), Optional.of(schema), false);

    assertThat(asked)
        .isEqualTo(
            new Tools(
                List.of(weather, now), new ToolChoice.Named("now"), Tools.Calls.ONE_AT_A_TIME));
    assertThat(with(tools).request().tools().choice()).isEqualTo(new ToolChoice.Auto());
    assertThat(with(tools + ",\"tool_choice\":\"none\"").request().tools().choice())
        .isEqualTo(new ToolChoice.None());
    assertThat(with(tools + ",\"tool_choice\":\"required\"").request().tools().choice())
        .isEqualTo(new ToolChoice.Required());
  }

  @Test
  void customToolsArriveWithTheirGrammar() {
    Tools asked =
        with("""
        , "tools": [
          {"type": "custom", "custom": {"name": "say"}},
          {"type": "custom", "custom": {"name": "count", "description": "Counts.", "format":
            {"type": "grammar", "grammar": {"syntax": "regex", "definition": "[0-9]+"}}}},
          {"type": "function", "function": {"name": "now"}}],
        "tool_choice": {"type": "allowed_tools", "allowed_tools": {"mode": "required", "tools":
          [{"type": "custom", "custom": {"name": "say"}},
           {"type": "function", "function": {"name": "now"}}]}}
        """)
            .request()
            .tools();

    assertThat(asked.offered())
        .containsExactly(
            new Tool.Custom("say", Optional.empty(), Optional.empty()),
            new Tool.Custom(
                "count",
                Optional.of("Counts."),
                Optional.of(new TextGrammar(TextGrammar.Syntax.REGEX, "[0-9]+"))),
            new Tool.Function("now", Optional.empty(), Optional.empty(), false));
    assertThat(asked.choice())
        .isEqualTo(new ToolChoice.Allowed(ToolChoice.Allowed.Mode.REQUIRED, Set.of("say", "now")));
  }

  @Test
  void functionsAreToolsOfWhichOneIsCalled() {
    ChatRequest request =
        with(
            ",\"functions\":[{\"name\":\"now\"},{\"name\":\"weather\"}],"
                + "\"function_call\":{\"name\":\"now\"}");

    assertThat(request.calling()).isEqualTo(ChatRequest.Calling.FUNCTION_CALL);
    assertThat(request.request().tools())
        .isEqualTo(
            new Tools(
                List.of(
                    new Tool.Function("now", Optional.empty(), Optional.empty(), false),
                    new Tool.Function("weather", Optional.empty(), Optional.empty(), false)),
                new ToolChoice.Named("now"),
                Tools.Calls.ONE_AT_A_TIME));
  }

  @Test
  void formatsArrive() {
    Json schema = Json.parse("{\"type\":\"object\",\"properties\":{\"a\":{}}}");
    String named =
        ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"X\","
            + "\"description\":\"An x.\",\"schema\":"
            + schema.text()
            + "}}";

    assertThat(with(named).request().format())
        .isEqualTo(new AnswerFormat.Schema("X", Optional.of("An x."), schema, false));
    assertThat(with(",\"response_format\":{\"type\":\"json_object\"}").request().format())
        .isEqualTo(new AnswerFormat.AnyObject());
  }

  @Test
  void otherModelsEffortsMeanTheNearest() {
    ResponseRequest none = with(",\"reasoning_effort\":\"none\"").request();
    assertThat(none.maxReasoningTokens()).hasValue(0);
    assertThat(with(",\"reasoning_effort\":\"minimal\"").request().effort()).isEqualTo(Effort.LOW);
    assertThat(with(",\"reasoning_effort\":\"xhigh\"").request().effort()).isEqualTo(Effort.HIGH);
  }

  @Test
  void verbosityIsASentenceOfTheInstructions() {
    assertThat(with(",\"verbosity\":\"low\"").request().conversation().items())
        .containsExactly(
            Item.Message.of(Role.DEVELOPER, "Answer as briefly as you can."),
            Item.Message.of(Role.USER, "hi"));
  }

  @Test
  void whatIsToldAgainIsKept() {
    String fields = ",\"metadata\":{\"a\":\"b\"},\"service_tier\":\"flex\",\"store\":true";
    ChatRequest.Notes notes = with(fields).notes();

    assertThat(notes.metadata()).isEqualTo(Json.object().put("a", "b").build());
    assertThat(notes.serviceTier()).isEqualTo("flex");
    assertThat(notes.stored().orElseThrow().members()).containsKeys("model", "messages", "store");
    assertThat(with("").notes().stored()).isEmpty();
  }

  @Test
  void everyHonouredFieldArrives() {
    ChatRequest request =
        with(
            """
            , "max_completion_tokens": 100, "reasoning_effort": "high", "temperature": 0,
            "top_p": 0.9, "seed": -9223372036854775808, "stop": ["a", "b"],
            "presence_penalty": -2, "frequency_penalty": 1.5, "logit_bias": {"0": -100, "17": 2.5},
            "logprobs": true, "top_logprobs": 20, "n": 128, "stream": true,
            "stream_options": {"include_usage": true, "include_obfuscation": true}
            """);

    assertThat(request.request().maxOutputTokens()).hasValue(100);
    assertThat(request.request().effort()).isEqualTo(Effort.HIGH);
    assertThat(request.request().sampling())
        .isEqualTo(
            new Sampling(
                0,
                0.9,
                OptionalLong.of(Long.MIN_VALUE),
                List.of("a", "b"),
                -2,
                1.5,
                Map.of(0, -100.0, 17, 2.5),
                OptionalInt.of(20)));
    assertThat(request.choices()).isEqualTo(128);
    assertThat(request.delivery()).isEqualTo(new ChatRequest.Delivery.Stream(true, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"user\":\"u\"",
        "\"safety_identifier\":\"s\"",
        "\"prompt_cache_key\":\"k\"",
        "\"prompt_cache_retention\":\"24h\"",
        "\"prompt_cache_options\":{\"mode\":\"implicit\"}",
        "\"service_tier\":\"auto\"",
        "\"metadata\":{}",
        "\"store\":false",
        "\"verbosity\":\"medium\"",
        "\"modalities\":[\"text\"]",
        "\"response_format\":{\"type\":\"text\"}",
        "\"tools\":[]",
        "\"functions\":[]",
        "\"tool_choice\":\"none\"",
        "\"function_call\":\"auto\"",
        "\"parallel_tool_calls\":true",
        "\"logprobs\":false,\"top_logprobs\":0",
        "\"stop\":[]",
        "\"audio\":null,\"stop\":null,\"n\":null,\"stream_options\":null,\"seed\":null"
      })
  void whatChangesNothingIsAccepted(String fields) {
    assertThat(with("," + fields)).isEqualTo(with(""));
  }

  @Test
  void maxTokensIsAnAlias() {
    assertThat(with(",\"max_tokens\":7").request().maxOutputTokens()).hasValue(7);
    assertThat(with(",\"max_tokens\":7,\"max_completion_tokens\":7").request().maxOutputTokens())
        .hasValue(7);
  }

  @Test
  void wholeNumbersMayBeWrittenWithAFraction() {
    assertThat(with(",\"n\":2.0,\"max_tokens\":1e3").request().maxOutputTokens()).hasValue(1000);
    assertThat(with(",\"seed\":9007199254740993").request().sampling().seed())
        .hasValue(9007199254740993L);
    assertThat(with(",\"seed\":9e18").request().sampling().seed())
        .hasValue(9_000_000_000_000_000_000L);
  }

  @Test
  void aStopStringNeedsNoArray() {
    assertThat(with(",\"stop\":\"\\n\"").request().sampling().stop()).containsExactly("\n");
  }

  @Test
  void topPZeroKeepsTheLikeliestToken() {
    assertThat(with(",\"top_p\":0").request().sampling().topP()).isBetween(1e-9, 1e-3);
  }

  @Test
  void everyRoleHasItsItem() {
    assertThat(
            items(
                """
                {"role": "system", "content": "s"},
                {"role": "developer", "content": [{"type": "text", "text": "d"}], "name": "ops"},
                {"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": ""}]},
                {"role": "assistant", "content": null, "reasoning": "r", "refusal": null, "audio": null,
                 "annotations": [], "tool_calls": [{"id": "call_1", "type": "function",
                 "function": {"name": "f", "arguments": "{}"}}]},
                {"role": "tool", "tool_call_id": "call_1", "content": "t"},
                {"role": "assistant", "content": "said", "reasoning": "r1", "reasoning_content": "r2"},
                {"role": "assistant", "refusal": "no"},
                {"role": "assistant", "content": [{"type": "refusal", "refusal": "never"}]},
                {"role": "assistant", "content": ""}
                """))
        .containsExactly(
            Item.Message.of(Role.SYSTEM, "s"),
            Item.Message.of(Role.DEVELOPER, "d"),
            new Item.Message(Role.USER, List.of(new Content.Text("a"), new Content.Text(""))),
            new Item.Reasoning("r"),
            new Item.ToolCall("call_1", "f", "{}"),
            new Item.ToolResult("call_1", List.of(new Content.Text("t"))),
            new Item.Reasoning("r2"),
            Item.Message.of(Role.ASSISTANT, "said"),
            new Item.Message(Role.ASSISTANT, List.of(new Content.Refusal("no"))),
            new Item.Message(Role.ASSISTANT, List.of(new Content.Refusal("never"))),
            Item.Message.of(Role.ASSISTANT, ""));
  }

  @Test
  void oldAndCustomCallsAreCallsToo() {
    assertThat(
            items(
                """
                {"role": "assistant", "content": null, "function_call": {"name": "f", "arguments": "{}"}},
                {"role": "function", "name": "f", "content": "1"},
                {"role": "assistant", "tool_calls": [{"id": "c", "type": "custom",
                 "custom": {"name": "say", "input": "a"}}]},
                {"role": "tool", "tool_call_id": "c", "content": "2"}
                """))
        .containsExactly(
            new Item.ToolCall("call_0", "f", "{}"),
            new Item.ToolResult("call_0", List.of(new Content.Text("1"))),
            new Item.ToolCall("c", "say", "a"),
            new Item.ToolResult("c", List.of(new Content.Text("2"))));
  }

  @Test
  void halfCharactersAreReplaced() {
    assertThat(items("{\"role\":\"user\",\"content\":\"a\\ud800b\\udc00 \\ud83d\\ude00\\ud83d\"}"))
        .containsExactly(Item.Message.of(Role.USER, "a\ufffdb\ufffd 😀\ufffd"));
  }

  @Test
  void aModelsDefaultsHoldWhereTheRequestSaysNothing() {
    Sampling sampling = Sampling.DEFAULT.withTemperature(0.6).withTopP(0.95);
    Defaults defaults = new Defaults(Effort.HIGH, sampling, OptionalInt.of(70));
    String messages = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    ResponseRequest silent =
        ChatCompletions.decode(
                Json.parse("{\"model\":\"m\"," + messages + "}"),
                new DecodeOptions(_ -> defaults, Profile.LENIENT))
            .request();
    assertThat(silent.effort()).isEqualTo(Effort.HIGH);
    assertThat(silent.sampling()).isEqualTo(sampling);
    assertThat(silent.maxOutputTokens()).hasValue(70);

    ResponseRequest saying =
        ChatCompletions.decode(
                Json.parse(
                    "{\"model\":\"m\",\"reasoning_effort\":\"low\",\"temperature\":1,\"max_tokens\":9,"
                        + messages
                        + "}"),
                new DecodeOptions(_ -> defaults, Profile.LENIENT))
            .request();
    assertThat(saying.effort()).isEqualTo(Effort.LOW);
    assertThat(saying.sampling().temperature()).isEqualTo(1);
    assertThat(saying.sampling().topP()).isEqualTo(0.95);
    assertThat(saying.maxOutputTokens()).hasValue(9);
  }

  private static ChatRequest with(String fields) {
    return ChatCompletions.decode(
        Json.parse(
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]"
                + fields
                + "}"));
  }

  private static List<Item> items(String messages) {
    String body = "{\"model\":\"m\",\"messages\":[" + messages + "]}";
    return ChatCompletions.decode(Json.parse(body)).request().conversation().items();
  }
}
