package dev.ponder.reason;

import dev.ponder.core.Item;
import dev.ponder.core.Role;
import dev.ponder.core.Tool;
import dev.ponder.model.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The format of Phi-4-mini, with and without reasoning, and of Phi-3:
///
/// ```text
/// <|system|>Be brief.<|end|><|user|>What is 2+2?<|end|><|assistant|>4<|end|>
/// ```
///
/// Phi-3 has a line break after each mark, which is read from the template, as are words that
/// precede every system message (Phi-4-mini-reasoning has such). Tools are a JSON list between
/// `<|tool|>` and `<|/tool|>` in the system message; a call stands between `<|tool_call|>` and
/// `<|/tool_call|>`, or, as these models often write, is a list after the word `functools`; a
/// result follows `<|tool_response|>`. A thought between `<think>` and `</think>` is understood and
/// bounded.
final class Phi implements PromptFormat {
  private static final String USER = "<|user|>";
  private static final String END = "<|end|>";
  private static final String ASSISTANT = "<|assistant|>";
  private static final List<String> MARKS =
      List.of(
          "<|system|>",
          USER,
          ASSISTANT,
          END,
          "<|endoftext|>",
          "<|tool|>",
          "<|/tool|>",
          "<|tool_call|>",
          "<|/tool_call|>",
          "<|tool_response|>");

  private static final String SYSTEM_WITH_TOOLS = "You are a helpful assistant with some tools.";
  private static final Pattern PREAMBLE =
      Pattern.compile("<\\|system\\|>([^<>{}'\"\\\\]{1,2000})['\"]");

  private final Tokenizer tokenizer;
  private final Prompt.Script script;
  private final Marks words;
  private final Marks calls;
  private final OutputSyntax output;
  private final String newline;
  private final String preamble;
  private final int end;

  private Phi(Tokenizer tokenizer, String template) {
    this.tokenizer = tokenizer;
    this.script = Prompt.Script.of(tokenizer, MARKS);
    this.words = Marks.of(tokenizer, ThoughtParser.MARKS);
    this.calls =
        Marks.of(
            tokenizer,
            List.of(ThoughtStyle.OPEN, ThoughtStyle.CLOSE, "<|tool_call|>", "<|/tool_call|>"));
    this.output =
        CallSyntax.marked(
            MarkForms.of(tokenizer, List.of("<|tool_call|>", "<|/tool_call|>")),
            CallSyntax.Shape.list(
                "<|tool_call|>", CallSyntax.Writing.arguments("", ""), "<|/tool_call|>"));
    this.newline =
        template.contains("<|assistant|>\n") || template.contains("<|assistant|>\\n") ? "\n" : "";
    this.preamble =
        PREAMBLE
            .matcher(template)
            .results()
            .map(match -> match.group(1))
            .filter(text -> !text.isBlank())
            .findFirst()
            .orElse("");
    this.end = tokenizer.special(END).orElseThrow();
  }

  /// This format for a vocabulary that has its tokens, with the traits of that template.
  static Phi of(Tokenizer tokenizer, Optional<String> template) {
    return new Phi(tokenizer, template.orElse(""));
  }

  /// The tokens that a vocabulary needs for this format.
  static List<String> tokens() {
    return List.of(USER, ASSISTANT, END);
  }

  @Override
  public Rendering render(PromptRequest request) {
    Prompt.Builder prompt = new Prompt.Builder(script);
    tokenizer.beginOfText().ifPresent(prompt::control);
    List<Turn> turns = request.turns();
    system(turns, request.told(), prompt);
    for (Turn turn : Turn.withoutSystem(turns)) {
      switch (turn) {
        case Turn.Said(Role role, String text) ->
            message("<|" + Turn.name(role) + "|>", text, prompt);
        case Turn.Assistant assistant -> assistant(assistant, prompt);
        case Turn.Results(List<Turn.Result> results) ->
            results.forEach(result -> message("<|tool_response|>", result.text(), prompt));
      }
    }
    prompt.script(ASSISTANT + newline);
    return new Rendering(
        prompt.build(),
        ThoughtStyle.TOLERATED.marks(tokenizer),
        Rendering.Opening.FREE,
        plan -> ThoughtParser.of(tokenizer, ThoughtStyle.TOLERATED, plan, reading(request)));
  }

  private void system(List<Turn> turns, List<Tool> tools, Prompt.Builder prompt) {
    Optional<String> said = Turn.system(turns);
    if (said.isEmpty() && tools.isEmpty() && preamble.isEmpty()) {
      return;
    }
    String standIn = preamble.isEmpty() ? SYSTEM_WITH_TOOLS : "";
    prompt.script("<|system|>" + newline).text(preamble + said.orElse(standIn));
    if (!tools.isEmpty()) {
      String list =
          tools.stream()
              .map(tool -> TemplateJson.of(TemplateJson.bare(tool)))
              .collect(Collectors.joining(", ", "[", "]"));
      prompt.script("<|tool|>").text(list).script("<|/tool|>");
    }
    prompt.control(end).text(newline);
  }

  private void message(String mark, String text, Prompt.Builder prompt) {
    prompt.script(mark + newline).text(text).control(end).text(newline);
  }

  private void assistant(Turn.Assistant turn, Prompt.Builder prompt) {
    Turn.Assistant parted = ThoughtStyle.TOLERATED.parted(turn);
    prompt.script(ASSISTANT + newline).text(parted.text());
    if (!parted.calls().isEmpty()) {
      List<String> list = new ArrayList<>();
      for (Item.ToolCall call : parted.calls()) {
        String arguments = call.arguments().isBlank() ? "{}" : call.arguments();
        list.add(
            "{\"name\": "
                + TemplateJson.quoted(call.name())
                + ", \"arguments\": "
                + arguments
                + "}");
      }
      prompt
          .script("<|tool_call|>")
          .text("[" + String.join(", ", list) + "]")
          .script("<|/tool_call|>");
    }
    prompt.control(end).text(newline);
  }

  private ThoughtParser.Reading reading(PromptRequest request) {
    return request.tools().callable().isEmpty()
        ? ThoughtParser.Reading.words(request, words)
        : ThoughtParser.Reading.calls(
            calls,
            TaggedCalls.of(
                calls, request, new TaggedCalls.Tags("<|tool_call|>", "<|/tool_call|>")));
  }

  /// Beside the ends that the file names: a model that opens another turn has finished its own.
  @Override
  public Set<Integer> stopTokens() {
    Set<Integer> stops = new HashSet<>(tokenizer.endOfText());
    for (String spelling : List.of(END, "<|endoftext|>", USER, "<|system|>", ASSISTANT)) {
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
    return "phi";
  }
}
