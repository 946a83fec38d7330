package dev.ponder.reason;

import dev.ponder.core.Effort;
import dev.ponder.core.Role;
import dev.ponder.core.Tool;
import dev.ponder.model.tokenizer.Tokenizer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// SmolLM3's own ChatML, with a system message in sections:
///
/// ```text
/// <|im_start|>system
/// ## Metadata
///
/// Knowledge Cutoff Date: June 2025
/// Reasoning Mode: /think
///
/// ## Custom Instructions
///
/// Be brief.
///
/// <|im_end|>
/// <|im_start|>user
/// What is 2+2?<|im_end|>
/// <|im_start|>assistant
/// ```
///
/// Low effort is `/no_think`, and the prompt then ends with an empty thought; so it is where the
/// system message says `/no_think`, and medium effort where it says `/think`. `/system_override`
/// leaves only the system message's own text. Without a system message the words stand in that the
/// file's template has for each mode. The date that the template adds is left out, since it would
/// change every prompt, and its cached prefix, each day.
final class SmolLm3 implements PromptFormat {
  private static final String THINK = "/think";
  private static final String NO_THINK = "/no_think";
  private static final String OVERRIDE = "/system_override";
  private static final String EMPTY_THOUGHT = "<think>\n\n</think>\n";

  private static final String TOOLS =
      """
      ### Tools

      You may call one or more functions to assist with the user query.
      You are provided with function signatures within <tools></tools> XML tags:

      <tools>\
      """;

  /// What the template says of the model, once for each mode.
  private static final Pattern PERSONA =
      Pattern.compile("\"(You are a helpful AI assistant[^\"{}]{0,4000}?)(?:\\\\n|\n){2}\"");

  private final Tokenizer tokenizer;
  private final Prompt.Script script;
  private final ToolTags tags;
  private final OutputSyntax output;
  private final List<String> personas;
  private final Function<Tool, String> writing;
  private final int start;
  private final int end;

  private SmolLm3(Tokenizer tokenizer, String template) {
    this.tokenizer = tokenizer;
    this.script = Prompt.Script.of(tokenizer, ToolTags.MARKS);
    this.tags = ToolTags.of(tokenizer);
    this.output = ToolTags.output(tokenizer);
    this.personas = PERSONA.matcher(template).results().map(match -> match.group(1)).toList();
    this.writing =
        template.contains("tool | string")
            ? tool -> PythonText.of(TemplateJson.wrapped(tool))
            : tool -> TemplateJson.of(TemplateJson.wrapped(tool));
    this.start = tokenizer.special("<|im_start|>").orElseThrow();
    this.end = tokenizer.special("<|im_end|>").orElseThrow();
  }

  /// This format for a vocabulary that has ChatML's tokens.
  static SmolLm3 of(Tokenizer tokenizer, String template) {
    return new SmolLm3(tokenizer, template);
  }

  /// Whether that template writes SmolLM3's system message.
  static boolean writtenBy(String template) {
    return template.contains("Reasoning Mode: ") && template.contains(NO_THINK);
  }

  @Override
  public Rendering render(PromptRequest request) {
    Prompt.Builder prompt = new Prompt.Builder(script);
    tokenizer.beginOfText().ifPresent(prompt::control);
    List<Turn> turns = request.turns();
    String said = Turn.system(turns).orElse("");
    boolean thinks = thinks(said, request.effort());
    prompt.control(start).text("system\n");
    system(said, thinks, request.told(), prompt);
    prompt.control(end).text("\n");
    for (Turn turn : Turn.withoutSystem(turns)) {
      write(turn, thinks, prompt);
    }
    prompt.control(start).text("assistant\n");
    return new Rendering(
        prompt.build(),
        marks(),
        thinks ? Rendering.Opening.FREE : Rendering.Opening.ANSWER,
        plan -> ThoughtParser.of(tokenizer, ThoughtStyle.SPACED, plan, tags.reading(request)));
  }

  private static boolean thinks(String system, Effort effort) {
    if (system.contains(NO_THINK)) {
      return false;
    }
    return system.contains(THINK) || effort != Effort.LOW;
  }

  private void system(String said, boolean thinks, List<Tool> tools, Prompt.Builder prompt) {
    String instructions = said.replace(NO_THINK, "").replace(THINK, "").stripTrailing();
    if (said.contains(OVERRIDE)) {
      prompt.text(instructions.replace(OVERRIDE, "").stripTrailing());
      return;
    }
    prompt
        .text("## Metadata\n\nKnowledge Cutoff Date: June 2025\nReasoning Mode: ")
        .text((thinks ? THINK : NO_THINK) + "\n\n## Custom Instructions\n\n");
    if (!instructions.isEmpty()) {
      prompt.text(instructions + "\n\n");
    } else if (!personas.isEmpty()) {
      prompt.script((thinks ? personas.getFirst() : personas.getLast()) + "\n\n");
    }
    if (!tools.isEmpty()) {
      ToolTags.introduce(TOOLS, tools, writing, prompt);
      prompt.text("\n\n");
    }
  }

  private void write(Turn turn, boolean thinks, Prompt.Builder prompt) {
    switch (turn) {
      case Turn.Said(Role role, String text) -> message(Turn.name(role), text, prompt);
      case Turn.Assistant assistant -> {
        Turn.Assistant parted = ThoughtStyle.SPACED.parted(assistant);
        prompt.control(start).text("assistant\n");
        if (!parted.thought().isEmpty()) {
          ThoughtStyle.SPACED.write(parted.thought(), prompt);
        } else if (!thinks) {
          prompt.script(EMPTY_THOUGHT);
        }
        prompt.text(parted.text());
        ToolTags.write(parted, prompt);
        prompt.control(end).text("\n");
      }
      case Turn.Results(List<Turn.Result> results) ->
          results.forEach(result -> message("user", result.text(), prompt));
    }
  }

  private void message(String role, String text, Prompt.Builder prompt) {
    prompt.control(start).text(role + "\n" + text).control(end).text("\n");
  }

  private ThoughtMarks marks() {
    ThoughtMarks usual = ThoughtStyle.SPACED.marks(tokenizer);
    Prompt.Builder skip = new Prompt.Builder(script).script(EMPTY_THOUGHT);
    return new ThoughtMarks(usual.open(), usual.close(), ThoughtStyle.tokens(skip, tokenizer));
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
    return "smollm3";
  }
}
