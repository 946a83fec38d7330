package dev.ponder.reason;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Cancelled;
import dev.ponder.core.Conversation;
import dev.ponder.core.Effort;
import dev.ponder.core.FinishReason;
import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Role;
import dev.ponder.core.TextGrammar;
import dev.ponder.core.Tool;
import dev.ponder.core.ToolChoice;
import dev.ponder.core.Tools;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a model would write, what comes out is what the request asks for: in every family, from
/// a model that writes anything it may, and marks most of all.
class HeldOutputTest {
  private static final int ROUNDS = 6;
  private static final Map<Families, LocalResponder> RESPONDERS = new EnumMap<>(Families.class);

  private static final Json.Obj WEATHER =
      (Json.Obj)
          Json.parse(
              """
              {"type": "object", "properties": {
              "city": {"type": "string", "maxLength": 12},
              "days": {"type": "integer", "minimum": 1, "maximum": 30},
              "unit": {"type": "string", "enum": ["c", "f"]},
              "flags": {"type": "array", "items": {"type": "boolean"}, "maxItems": 2}},
              "required": ["city", "days", "unit", "flags"], "additionalProperties": false}
              """);
  private static final Json.Obj NOTE =
      (Json.Obj)
          Json.parse(
              """
              {"type": "object", "properties": {"name": {"type": "string", "maxLength": 30},
              "arguments": {"type": "object", "properties": {}, "additionalProperties": false,
              "required": []}},
              "required": ["name", "arguments"], "additionalProperties": false}
              """);
  private static final Json.Obj NOTHING =
      (Json.Obj) Json.parse("{\"type\": \"object\", \"additionalProperties\": false}");
  private static final String CODE = "[a-c]{2,6}(\"|\\n|é)[0-9]+!";

  private static final String SUM =
      """
      start: term ("+" term)?
      term: NUMBER | "(" start ")"
      NUMBER: /[0-9]{1,3}/
      """;

  private static final Map<String, Json.Obj> SCHEMAS = Map.of("weather", WEATHER, "now", NOTHING);

  private static final List<Tool> OFFERED =
      List.of(
          new Tool.Function("weather", Optional.empty(), Optional.of(WEATHER), true),
          new Tool.Function("now", Optional.empty(), Optional.empty(), false),
          new Tool.Custom(
              "code",
              Optional.empty(),
              Optional.of(new TextGrammar(TextGrammar.Syntax.REGEX, CODE))),
          new Tool.Custom(
              "sum", Optional.empty(), Optional.of(new TextGrammar(TextGrammar.Syntax.LARK, SUM))));

  private static final AnswerFormat TEXT = new AnswerFormat.Text();
  private static final AnswerFormat NOTED =
      new AnswerFormat.Schema("note", Optional.of("A note."), NOTE, true);

  /// What came out.
  ///
  /// @param calls name and arguments of each
  record Output(String text, List<Map.Entry<String, String>> calls, FinishReason reason) {}

  static ResponseRequest request(
      Effort effort, ToolChoice choice, Tools.Calls calls, AnswerFormat format) {
    return ResponseRequest.of("m", new Conversation(List.of(Item.Message.of(Role.USER, "q"))))
        .withEffort(effort)
        .withTools(new Tools(OFFERED, choice, calls))
        .withFormat(format)
        .withMaxReasoningTokens(OptionalInt.of(40))
        .withMaxOutputTokens(OptionalInt.of(2_500));
  }

  static ResponseRequest request(ToolChoice choice) {
    return request(Effort.MEDIUM, choice, Tools.Calls.SEVERAL_AT_ONCE, TEXT);
  }

  private static Output output(Families family, ResponseRequest request) {
    return output(RESPONDERS.computeIfAbsent(family, HeldOutputTest::responder), request);
  }

  static Output output(LocalResponder responder, ResponseRequest request) {
    List<ResponseEvent> events = new ArrayList<>();
    try {
      responder.respond(request, events::add);
    } catch (Cancelled cancelled) {
      throw new AssertionError(cancelled);
    }
    return output(events);
  }

  private static LocalResponder responder(Families family) {
    ByteTokenizer tokenizer = family.tokenizer();
    RandomEngine engine =
        new RandomEngine(tokenizer.size(), HeldOutputTest::weight, family.ordinal());
    return LocalResponder.of(tokenizer, family.format(tokenizer), engine, "m@1");
  }

  /// Text that says something to a parser comes often, and so do marks and ends.
  static int weight(int token) {
    return token >= 256 ? 12 : "\"{}[]<>|`\n\\:,".indexOf(token) >= 0 ? 8 : token >= 128 ? 1 : 2;
  }

  static Output output(List<ResponseEvent> events) {
    StringBuilder text = new StringBuilder();
    Map<String, String> names = new LinkedHashMap<>();
    Map<String, StringBuilder> arguments = new LinkedHashMap<>();
    for (ResponseEvent event : events) {
      switch (event) {
        case ResponseEvent.Started _,
            ResponseEvent.ReasoningDelta _,
            ResponseEvent.ToolCallEnded _ -> {}
        case ResponseEvent.TextDelta(String piece, _) -> text.append(piece);
        case ResponseEvent.ToolCallStarted(String id, String name) -> {
          names.put(id, name);
          arguments.put(id, new StringBuilder());
        }
        case ResponseEvent.ToolCallDelta(String id, String piece) ->
            Objects.requireNonNull(arguments.get(id)).append(piece);
        case ResponseEvent.Finished(FinishReason reason, _, _) -> {
          List<Map.Entry<String, String>> calls = new ArrayList<>();
          names.forEach(
              (id, name) -> calls.add(Map.entry(name, String.valueOf(arguments.get(id)))));
          return new Output(text.toString(), calls, reason);
        }
        case ResponseEvent.Failed(var problem) -> throw new AssertionError(problem.message());
      }
    }
    throw new AssertionError("no end");
  }

  private static Json.Obj schema(String function) {
    return Objects.requireNonNull(SCHEMAS.get(function));
  }

  static void assertHeld(Output output, Set<String> callable) {
    for (Map.Entry<String, String> call : output.calls()) {
      assertThat(callable).contains(call.getKey());
      if (call.getKey().equals("code")) {
        assertThat(call.getValue()).matches(CODE);
      } else if (call.getKey().equals("sum")) {
        assertThat(call.getValue()).matches("[(]*[0-9][0-9+()]*");
        assertThat(call.getValue().chars().filter(c -> c == '(').count())
            .isEqualTo(call.getValue().chars().filter(c -> c == ')').count());
      } else {
        assertThat(PlainSchema.valid(schema(call.getKey()), Json.parse(call.getValue())))
            .as(call.toString())
            .isTrue();
      }
    }
    assertThat(output.reason())
        .isEqualTo(output.calls().isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS);
  }

  static final Set<String> ALL = Set.of("weather", "now", "code", "sum");

  @ParameterizedTest
  @EnumSource
  void aCallThatIsRequiredComes(Families family) {
    for (Effort effort : Effort.values()) {
      for (int seed = 0; seed < ROUNDS; seed++) {
        Output output =
            output(
                family,
                request(effort, new ToolChoice.Required(), Tools.Calls.SEVERAL_AT_ONCE, TEXT));
        assertThat(output.text()).isEmpty();
        assertThat(output.calls()).isNotEmpty();
        assertHeld(output, ALL);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theCallThatIsNamedComesAndOnlyOnce(Families family) {
    for (String name : ALL) {
      for (int seed = 0; seed < ROUNDS; seed++) {
        Output output =
            output(
                family,
                request(
                    Effort.MEDIUM,
                    new ToolChoice.Named(name),
                    Tools.Calls.ONE_AT_A_TIME,
                    seed % 2 == 0 ? TEXT : NOTED));
        assertThat(output.calls()).hasSize(1);
        assertHeld(output, Set.of(name));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsCalledFreelyIsCalledRightly(Families family) {
    int called = 0;
    for (int seed = 0; seed < 3 * ROUNDS; seed++) {
      Output output = output(family, request(new ToolChoice.Auto()));
      if (output.reason() != FinishReason.LENGTH) {
        assertHeld(output, ALL);
      }
      called += output.calls().size();
    }
    // Without marks, nothing leads an aimless model to a call.
    assertThat(called > 0 || family == Families.GEMMA || family == Families.QWEN2).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void onlyWhatIsAllowedIsCalled(Families family) {
    for (ToolChoice.Allowed.Mode mode : ToolChoice.Allowed.Mode.values()) {
      for (int seed = 0; seed < ROUNDS; seed++) {
        Output output =
            output(family, request(new ToolChoice.Allowed(mode, Set.of("now", "code"))));
        if (output.reason() != FinishReason.LENGTH) {
          assertHeld(output, Set.of("now", "code"));
        }
        if (mode == ToolChoice.Allowed.Mode.REQUIRED) {
          assertThat(output.calls()).isNotEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsCalledWhereNothingMayBe(Families family) {
    for (int seed = 0; seed < ROUNDS; seed++) {
      assertThat(output(family, request(new ToolChoice.None())).calls()).isEmpty();
      assertThat(
              output(
                      family,
                      request(new ToolChoice.Allowed(ToolChoice.Allowed.Mode.AUTO, Set.of())))
                  .calls())
          .isEmpty();
    }
  }

  static Stream<Families> families() {
    return Stream.of(Families.values());
  }

  @ParameterizedTest
  @MethodSource("families")
  void anAnswerHasItsFormatBesideToolsAndWithout(Families family) {
    List<ToolChoice> choices = List.of(new ToolChoice.Auto(), new ToolChoice.None());
    for (int seed = 0; seed < 2 * ROUNDS; seed++) {
      ResponseRequest request =
          request(
              Effort.values()[seed % 3],
              choices.get(seed % 2),
              Tools.Calls.SEVERAL_AT_ONCE,
              seed % 5 == 0 ? new AnswerFormat.AnyObject() : NOTED);
      Output output = output(family, seed % 3 == 0 ? request.withTools(Tools.NONE) : request);
      if (output.reason() == FinishReason.LENGTH) {
        assertThat(request.format()).isInstanceOf(AnswerFormat.AnyObject.class);
      } else if (output.calls().isEmpty()) {
        Json value = Json.parse(output.text());
        assertThat(value).isInstanceOf(Json.Obj.class);
        assertThat(
                request.format() instanceof AnswerFormat.AnyObject
                    || PlainSchema.valid(NOTE, value))
            .isTrue();
      } else {
        assertThat(output.text()).isEmpty();
        assertHeld(output, ALL);
      }
    }
  }

  /// Calls as models write them that do not care, wherever they may begin.
  @ParameterizedTest
  @EnumSource
  void aModelThatWantsACallGetsItRight(Families family) {
    List<String> wishes =
        List.of(
            "{\"name\": \"weather\", \"arguments\": {\"city\": 5}}",
            "Sure!\n\n{\"name\": \"weather\", \"parameters\": {\"town\": \"Bonn\"}} and so on",
            "```json\n{\"name\": \"now\", \"arguments\": {\"x\": 1}}\n```\nDone",
            "functools[{\"name\": \"code\", \"arguments\": {\"input\": \"x\"}}]",
            "[{\"name\": \"now\", \"arguments\": null}, 5]",
            "{\"type\": \"function\", \"name\": \"weather\", \"arguments\": \"{}\"}",
            "{\"parameters\": {}, \"name\": \"now\"}",
            "{\"function\": {\"name\": \"now\", \"arguments\": {\"x\": 1}}}",
            "{\"name\": \"n\\u006fw\", \"arguments\": {\"x\": 1}}",
            "{\"name\": \"gone\", \"arguments\": {}}",
            "<tool_call>{\"name\": \"gone\"}</tool_call><tool_call>[]</tool_call>",
            "<tool_call>\n<function=now>\n</function>",
            "<|tool_call|>[{\"name\": \"now\", \"arguments\": {\"x\": 1}}]<|/tool_call|>",
            "<|python_tag|>weather.call(city=\"Bonn\")",
            "<|channel|>commentary to=functions.gone <|constrain|>json<|message|>{}<|call|>",
            "<|channel|>analysis to=python<|message|>print(1)<|end|>",
            " to=functions.weather<|channel|>commentary json<|message|>5<|call|>",
            "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>gone\n```json\n{}\n```");
    ByteTokenizer tokenizer = family.tokenizer();
    List<Integer> script = new ArrayList<>();
    LocalResponder responder = scripted(family, tokenizer, script);
    for (String wish : wishes) {
      String output = "</think>\n\n" + wish;
      for (int[] tokens : List.of(tokenizer.encode(output), tokenizer.tokens(output))) {
        script.clear();
        Arrays.stream(tokens).forEach(script::add);
        Output written = output(responder, request(new ToolChoice.Auto()));
        assertThat(written.calls().stream().map(Map.Entry::getKey)).as(wish).isSubsetOf(ALL);
        if (written.reason() != FinishReason.LENGTH) {
          assertHeld(written, ALL);
        }
      }
    }
  }

  private static LocalResponder scripted(
      Families family, ByteTokenizer tokenizer, List<Integer> script) {
    PromptFormat format = family.format(tokenizer);
    int end = format.stopTokens().iterator().next();
    // What a model that must not end wants instead leads on to an end.
    ScriptedEngine engine =
        new ScriptedEngine(
            4_000,
            tokenizer.size(),
            step ->
                step < script.size()
                    ? script.get(step)
                    : step % 3 == 0 ? end : "\"}".charAt(step % 2));
    return LocalResponder.of(tokenizer, format, engine, "m@1");
  }
}
