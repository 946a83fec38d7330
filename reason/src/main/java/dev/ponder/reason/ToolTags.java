package dev.ponder.reason;

import dev.ponder.core.Item;
import dev.ponder.core.Tool;
import dev.ponder.model.tokenizer.Tokenizer;
import java.util.List;
import java.util.function.Function;

/// Function calling between tags, as the Hermes models introduced it and Qwen, SmolLM3 and many
/// others were trained on it: tools within `<tools>`, calls within `<tool_call>`, results within
/// `<tool_response>`.
///
/// @param thoughts the marks of an answer that may hold no calls
/// @param calls the marks of one that may
record ToolTags(Marks thoughts, Marks calls) {
  static final List<String> MARKS =
      List.of(
          ThoughtStyle.OPEN,
          ThoughtStyle.CLOSE,
          "<tool_call>",
          "</tool_call>",
          "<tool_response>",
          "</tool_response>");

  /// A call a line or two, between its tags.
  static final CallSyntax.Shape SHAPE =
      CallSyntax.Shape.lines(CallSyntax.Writing.arguments("<tool_call>\n", "\n</tool_call>"));

  private static final String QWEN_OPENING =
      """
      # Tools

      You may call one or more functions to assist with the user query.

      You are provided with function signatures within <tools></tools> XML tags:
      <tools>\
      """;

  private static final String CLOSING =
      """

      </tools>

      For each function call, return a json object with function name and arguments within <tool_call></tool_call> XML tags:
      <tool_call>
      {"name": <function-name>, "arguments": <args-json-object>}
      </tool_call>\
      """;

  static ToolTags of(Tokenizer tokenizer) {
    return new ToolTags(Marks.of(tokenizer, ThoughtParser.MARKS), Marks.of(tokenizer, MARKS));
  }

  /// How these models write answers and calls.
  static OutputSyntax output(Tokenizer tokenizer) {
    return CallSyntax.marked(
        MarkForms.of(
            tokenizer,
            List.of(TaggedCalls.Tags.TOOL_CALL.open(), TaggedCalls.Tags.TOOL_CALL.close())),
        SHAPE);
  }

  /// The tools as Qwen's templates introduce them.
  static void introduce(List<Tool> tools, Prompt.Builder prompt) {
    introduce(QWEN_OPENING, tools, tool -> TemplateJson.of(TemplateJson.wrapped(tool)), prompt);
  }

  static void introduce(
      String opening, List<Tool> tools, Function<Tool, String> writing, Prompt.Builder prompt) {
    prompt.script(opening);
    for (Tool tool : tools) {
      prompt.text("\n" + writing.apply(tool));
    }
    prompt.script(CLOSING);
  }

  /// A turn's calls after its text.
  static void write(Turn.Assistant turn, Prompt.Builder prompt) {
    boolean first = turn.text().isEmpty();
    for (Item.ToolCall call : turn.calls()) {
      String arguments = call.arguments().isBlank() ? "{}" : call.arguments();
      prompt
          .script(first ? "<tool_call>\n" : "\n<tool_call>\n")
          .text("{\"name\": " + TemplateJson.quoted(call.name()) + ", \"arguments\": ")
          .text(arguments)
          .script("}\n</tool_call>");
      first = false;
    }
  }

  /// Results, each on a line of its own.
  static void write(Turn.Results results, Prompt.Builder prompt) {
    for (Turn.Result result : results.results()) {
      prompt.script("\n<tool_response>\n").text(result.text()).script("\n</tool_response>");
    }
  }

  /// How to read an answer to that request.
  ThoughtParser.Reading reading(PromptRequest request) {
    return request.tools().callable().isEmpty()
        ? ThoughtParser.Reading.words(request, thoughts)
        : ThoughtParser.Reading.calls(
            calls, TaggedCalls.of(calls, request, TaggedCalls.Tags.TOOL_CALL));
  }
}
