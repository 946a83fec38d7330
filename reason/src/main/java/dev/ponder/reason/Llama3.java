package dev.ponder.reason;

import dev.ponder.core.Item;
import dev.ponder.core.Role;
import dev.ponder.core.Tool;
import dev.ponder.model.tokenizer.Tokenizer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The format of Llama 3 and its descendants:
///
/// ```text
/// <|begin_of_text|><|start_header_id|>user<|end_header_id|>
///
/// What is 2+2?<|eot_id|><|start_header_id|>assistant<|end_header_id|>
///
/// 4<|eot_id|>
/// ```
///
/// As in Meta's templates texts are stripped, tools are introduced before the first words of the
/// user, results come from the role `ipython` (as JSON, where the template writes them so), and a
/// call is `{"name": …, "parameters": …}`, after `<|python_tag|>` or not. Where the template opens
/// with a knowledge cutoff and a date, so do we; the date is the one that the templates give where
/// they are told none, since today's would change the prompt, and with it the cached prefix, every
/// day. Descendants that think do so between `<think>` and `</think>`, whether their vocabulary has
/// tokens for these or not.
final class Llama3 implements PromptFormat {
  private static final String BEGIN = "<|begin_of_text|>";
  private static final String START = "<|start_header_id|>";
  private static final String STOP = "<|end_header_id|>";
  private static final String END = "<|eot_id|>";
  private static final String PYTHON = "<|python_tag|>";

  private static final String DATES =
      "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n";

  private static final String TOOLS =
      "Given the following functions, please respond with a JSON for a function call with its proper"
          + " arguments that best answers the given prompt.\n\nRespond in the format"
          + " {\"name\": function name, \"parameters\": dictionary of argument name and its value}."
          + "Do not use variables.\n\n";

  private final Tokenizer tokenizer;
  private final Prompt.Script script;
  private final ThoughtStyle style;
  private final Marks marks;
  private final Marks callMarks;
  private final OutputSyntax output;
  private final OptionalInt begin;
  private final boolean dated;
  private final boolean quotes;
  private final int start;
  private final int stop;
  private final int end;

  private Llama3(Tokenizer tokenizer, Optional<String> template) {
    this.tokenizer = tokenizer;
    this.script = Prompt.Script.of(tokenizer, ThoughtParser.MARKS);
    ThoughtStyle named = ThoughtStyle.of(tokenizer, template);
    this.style = named.thinks() ? named : ThoughtStyle.TOLERATED;
    this.marks = Marks.of(tokenizer, ThoughtParser.MARKS);
    this.callMarks = Marks.of(tokenizer, List.of(ThoughtStyle.OPEN, ThoughtStyle.CLOSE, PYTHON));
    CallSyntax.Writing call = CallSyntax.Writing.parameters("", "");
    this.output =
        new CallSyntax(
            MarkForms.of(tokenizer, List.of(PYTHON)),
            CallSyntax.Shape.lines(call),
            List.of(new CallSyntax.Shape(PYTHON, call, "; ", "")));
    OptionalInt wanted = tokenizer.beginOfText();
    this.begin = wanted.isPresent() ? wanted : tokenizer.special(BEGIN);
    this.dated = template.filter(text -> text.contains("Cutting Knowledge Date: ")).isPresent();
    this.quotes = template.filter(text -> text.contains("content | tojson")).isPresent();
    this.start = tokenizer.special(START).orElseThrow();
    this.stop = tokenizer.special(STOP).orElseThrow();
    this.end = tokenizer.special(END).orElseThrow();
  }

  /// This format for a vocabulary that has its tokens, with the traits of that template.
  static Llama3 of(Tokenizer tokenizer, Optional<String> template) {
    return new Llama3(tokenizer, template);
  }

  /// The tokens that a vocabulary needs for this format.
  static List<String> tokens() {
    return List.of(START, STOP, END);
  }

  @Override
  public Rendering render(PromptRequest request) {
    Prompt.Builder prompt = new Prompt.Builder(script);
    begin.ifPresent(prompt::control);
    List<Turn> turns = request.turns();
    List<Tool> tools = request.told();
    system(turns, tools, prompt);
    String introduction = introduction(tools);
    for (Turn turn : Turn.withoutSystem(turns)) {
      switch (turn) {
        case Turn.Said(Role role, String text) when role == Role.USER -> {
          message("user", introduction + text.strip(), prompt);
          introduction = "";
        }
        case Turn.Said(Role role, String text) -> message(Turn.name(role), text.strip(), prompt);
        case Turn.Assistant assistant -> assistant(style.parted(assistant), prompt);
        case Turn.Results(List<Turn.Result> results) ->
            results.forEach(result -> message("ipython", written(result.text()), prompt));
      }
    }
    if (!introduction.isEmpty()) {
      message("user", introduction.strip(), prompt);
    }
    header("assistant", prompt);
    style.begin(prompt);
    return new Rendering(
        prompt.build(),
        style.marks(tokenizer),
        Rendering.Opening.FREE,
        plan -> ThoughtParser.of(tokenizer, style, plan, reading(request)));
  }

  private void system(List<Turn> turns, List<Tool> tools, Prompt.Builder prompt) {
    Optional<String> said = Turn.system(turns);
    if (said.isPresent() || dated) {
      String environment = dated && !tools.isEmpty() ? "Environment: ipython\n" : "";
      message("system", environment + (dated ? DATES : "") + said.orElse("").strip(), prompt);
    }
  }

  private static String introduction(List<Tool> tools) {
    if (tools.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder(TOOLS);
    for (Tool tool : tools) {
      text.append(TemplateJson.indented(TemplateJson.wrapped(tool), 4)).append("\n\n");
    }
    return text.toString();
  }

  private void header(String role, Prompt.Builder prompt) {
    prompt.control(start).text(role).control(stop).text("\n\n");
  }

  private void message(String role, String text, Prompt.Builder prompt) {
    header(role, prompt);
    prompt.text(text).control(end);
  }

  private void assistant(Turn.Assistant turn, Prompt.Builder prompt) {
    header("assistant", prompt);
    if (!turn.thought().isEmpty()) {
      style.write(turn.thought(), prompt);
    }
    String text = turn.text().strip();
    prompt.text(text);
    boolean first = text.isEmpty();
    for (Item.ToolCall call : turn.calls()) {
      prompt.text((first ? "" : "\n") + json(call));
      first = false;
    }
    prompt.control(end);
  }

  private String written(String result) {
    return quotes ? TemplateJson.quoted(result) : result;
  }

  private static String json(Item.ToolCall call) {
    String arguments = call.arguments().isBlank() ? "{}" : call.arguments();
    String name = TemplateJson.quoted(call.name());
    return "{\"name\": " + name + ", \"parameters\": " + arguments + "}";
  }

  private ThoughtParser.Reading reading(PromptRequest request) {
    return request.tools().callable().isEmpty()
        ? ThoughtParser.Reading.words(request, marks)
        : ThoughtParser.Reading.calls(callMarks, PythonCalls.of(callMarks, request));
  }

  /// Beside the ends that the file names: a model that opens another turn has finished its own.
  @Override
  public Set<Integer> stopTokens() {
    Set<Integer> stops = new HashSet<>(tokenizer.endOfText());
    stops.add(end);
    stops.add(start);
    for (String spelling : List.of("<|eom_id|>", "<|end_of_text|>", BEGIN)) {
      tokenizer.special(spelling).ifPresent(stops::add);
    }
    return stops;
  }

  @Override
  public OutputSyntax output() {
    return output;
  }

  @Override
  public String name() {
    return "llama3";
  }
}
