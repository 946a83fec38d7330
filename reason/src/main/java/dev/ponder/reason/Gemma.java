package dev.ponder.reason;

import dev.ponder.core.Item;
import dev.ponder.core.Role;
import dev.ponder.core.Tool;
import dev.ponder.model.tokenizer.Tokenizer;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// The format of Gemma 2 and 3:
///
/// ```text
/// <bos><start_of_turn>user
/// Be brief.
///
/// What is 2+2?<end_of_turn>
/// <start_of_turn>model
/// 4<end_of_turn>
/// ```
///
/// There is no system role: what the system says opens the user's next turn, as in the template.
/// Gemma was not trained on a markup for tools, so they are described in words at the same place; a
/// call is JSON in a fenced block, which [LineCalls] finds again, and results are a fenced block in
/// a turn of the user's.
final class Gemma implements PromptFormat {
  private static final String START = "<start_of_turn>";
  private static final String END = "<end_of_turn>";

  private static final String BEFORE_TOOLS =
      "You have access to these functions, described by JSON Schema:\n";
  private static final String AFTER_TOOLS =
      """

      To call functions, answer with nothing but one block per call:
      ```json
      {"name": "the function's name", "parameters": {"an argument's name": "its value"}}
      ```
      Call a function only if it helps; otherwise answer in words.\
      """;

  private final Tokenizer tokenizer;
  private final Prompt.Script script;
  private final Marks marks;
  private final OutputSyntax output;
  private final OptionalInt begin;
  private final int start;
  private final int end;

  private Gemma(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
    this.script = Prompt.Script.of(tokenizer, List.of(START, END, "<bos>", "<eos>"));
    this.marks = Marks.of(tokenizer, ThoughtParser.MARKS);
    this.output =
        new CallSyntax(
            MarkForms.of(tokenizer, List.of()),
            CallSyntax.Shape.lines(CallSyntax.Writing.parameters("```json\n", "\n```")),
            List.of());
    OptionalInt wanted = tokenizer.beginOfText();
    this.begin = wanted.isPresent() ? wanted : tokenizer.special("<bos>");
    this.start = tokenizer.special(START).orElseThrow();
    this.end = tokenizer.special(END).orElseThrow();
  }

  /// This format for a vocabulary that has its tokens.
  static Gemma of(Tokenizer tokenizer) {
    return new Gemma(tokenizer);
  }

  /// The tokens that a vocabulary needs for this format.
  static List<String> tokens() {
    return List.of(START, END);
  }

  @Override
  public Rendering render(PromptRequest request) {
    Prompt.Builder prompt = new Prompt.Builder(script);
    begin.ifPresent(prompt::control);
    StringBuilder prefix = new StringBuilder(introduction(request.told()));
    for (Turn turn : request.turns()) {
      switch (turn) {
        case Turn.Said(Role role, String text) when role != Role.USER ->
            prefix.append(text).append("\n\n");
        case Turn.Said(Role _, String text) -> {
          turn("user", prefix + text.strip(), prompt);
          prefix.setLength(0);
        }
        case Turn.Assistant assistant -> turn("model", text(assistant), prompt);
        case Turn.Results(List<Turn.Result> results) -> turn("user", text(results), prompt);
      }
    }
    if (!prefix.isEmpty()) {
      turn("user", prefix.toString().strip(), prompt);
    }
    prompt.control(start).text("model\n");
    return new Rendering(
        prompt.build(),
        ThoughtMarks.NONE,
        Rendering.Opening.FREE,
        plan -> ThoughtParser.of(tokenizer, ThoughtStyle.NONE, plan, reading(request)));
  }

  static String introduction(List<Tool> tools) {
    return tools.isEmpty()
        ? ""
        : tools.stream()
                .map(tool -> TemplateJson.of(TemplateJson.bare(tool)))
                .collect(Collectors.joining("\n", BEFORE_TOOLS, AFTER_TOOLS))
            + "\n\n";
  }

  private void turn(String role, String text, Prompt.Builder prompt) {
    prompt.control(start).text(role + "\n" + text).control(end).text("\n");
  }

  static String text(Turn.Assistant turn) {
    StringBuilder text = new StringBuilder(turn.text().strip());
    for (Item.ToolCall call : turn.calls()) {
      String arguments = call.arguments().isBlank() ? "{}" : call.arguments();
      text.append(text.isEmpty() ? "" : "\n")
          .append("```json\n{\"name\": ")
          .append(TemplateJson.quoted(call.name()))
          .append(", \"parameters\": ")
          .append(arguments)
          .append("}\n```");
    }
    return text.toString();
  }

  static String text(List<Turn.Result> results) {
    return results.stream()
        .map(result -> "```tool_output\n" + result.text().strip() + "\n```")
        .collect(Collectors.joining("\n"));
  }

  private ThoughtParser.Reading reading(PromptRequest request) {
    return request.tools().callable().isEmpty()
        ? ThoughtParser.Reading.words(request, marks)
        : ThoughtParser.Reading.calls(marks, LineCalls.of(marks, request));
  }

  /// Beside the ends that the file names: a model that opens another turn has finished its own.
  @Override
  public Set<Integer> stopTokens() {
    Set<Integer> stops = new HashSet<>(tokenizer.endOfText());
    stops.add(end);
    stops.add(start);
    return stops;
  }

  @Override
  public OutputSyntax output() {
    return output;
  }

  @Override
  public String name() {
    return "gemma";
  }
}
