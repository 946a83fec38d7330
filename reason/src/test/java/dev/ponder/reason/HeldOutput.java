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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What came out of a responder to which several kinds of tools were offered.
///
/// @param calls name and arguments of each
record HeldOutput(String text, List<Map.Entry<String, String>> calls, FinishReason reason) {
  static final Set<String> ALL = Set.of("weather", "now", "code", "sum");

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
  static final Json.Obj NOTE =
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

  static final AnswerFormat TEXT = new AnswerFormat.Text();
  static final AnswerFormat NOTED =
      new AnswerFormat.Schema("note", Optional.of("A note."), NOTE, true);

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

  static HeldOutput of(LocalResponder responder, ResponseRequest request) {
    List<ResponseEvent> events = new ArrayList<>();
    try {
      responder.respond(request, events::add);
    } catch (Cancelled cancelled) {
      throw new AssertionError(cancelled);
    }
    return of(events);
  }

  static HeldOutput of(List<ResponseEvent> events) {
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
          return new HeldOutput(text.toString(), calls, reason);
        }
        case ResponseEvent.Failed(var problem) -> throw new AssertionError(problem.message());
      }
    }
    throw new AssertionError("no end");
  }

  /// Asserts that it calls nothing but those, and each as its tool wants it.
  void assertHeld(Set<String> callable) {
    for (Map.Entry<String, String> call : calls) {
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
    assertThat(reason).isEqualTo(calls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS);
  }

  private static Json.Obj schema(String function) {
    return Objects.requireNonNull(SCHEMAS.get(function));
  }
}
