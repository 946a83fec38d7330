package dev.ponder.reason;

import dev.ponder.core.Item;
import dev.ponder.core.Role;
import dev.ponder.core.Tool;
import dev.ponder.model.tokenizer.Tokenizer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The format of DeepSeek-R1 and its distills:
///
/// ```text
/// <｜begin▁of▁sentence｜>Be brief.<｜User｜>What is 2+2?<｜Assistant｜><think>
/// 2+2
/// </think>
///
/// 4<｜end▁of▁sentence｜>
/// ```
///
/// What the system says stands before everything, wherever it was said. Thoughts are never kept.
/// Calls and results have marks of their own; after results the model goes on without a mark of its
/// turn, and opens its thought itself if it wants one. The templates know no way to describe tools,
/// so that is done in words, with the marks that a call takes.
final class DeepSeek implements PromptFormat {
  static final String CALLS_BEGIN = "<｜tool▁calls▁begin｜>";
  static final String CALL_BEGIN = "<｜tool▁call▁begin｜>";
  static final String SEPARATOR = "<｜tool▁sep｜>";
  static final String CALL_END = "<｜tool▁call▁end｜>";
  static final String CALLS_END = "<｜tool▁calls▁end｜>";

  private static final String BEGIN = "<｜begin▁of▁sentence｜>";
  private static final String END = "<｜end▁of▁sentence｜>";
  private static final String USER = "<｜User｜>";
  private static final String ASSISTANT = "<｜Assistant｜>";
  private static final String OUTPUTS_BEGIN = "<｜tool▁outputs▁begin｜>";
  private static final String OUTPUTS_END = "<｜tool▁outputs▁end｜>";
  private static final String OUTPUT_BEGIN = "<｜tool▁output▁begin｜>";
  private static final String OUTPUT_END = "<｜tool▁output▁end｜>";

  static final List<String> CALL_MARKS =
      List.of(
          ThoughtStyle.OPEN,
          ThoughtStyle.CLOSE,
          CALLS_BEGIN,
          CALL_BEGIN,
          SEPARATOR,
          CALL_END,
          CALLS_END);

  private static final List<String> MARKS =
      List.of(
          ThoughtStyle.OPEN,
          ThoughtStyle.CLOSE,
          CALLS_BEGIN,
          CALL_BEGIN,
          SEPARATOR,
          CALL_END,
          CALLS_END,
          BEGIN,
          END,
          USER,
          ASSISTANT,
          OUTPUTS_BEGIN,
          OUTPUTS_END,
          OUTPUT_BEGIN,
          OUTPUT_END);

  private static final String BEFORE_TOOLS =
      "You can call these functions, described by JSON Schema:\n";
  private static final String AFTER_TOOLS =
      "\n\nTo call one or more of them, end your answer like this:\n"
          + CALLS_BEGIN
          + written("name", "{\"argument\": \"value\"}")
          + CALLS_END;

  private final Tokenizer tokenizer;
  private final Prompt.Script script;
  private final Marks words;
  private final Marks calls;
  private final OutputSyntax output;
  private final ThoughtStyle style;

  private DeepSeek(Tokenizer tokenizer, String template) {
    this.tokenizer = tokenizer;
    this.script = Prompt.Script.of(tokenizer, MARKS);
    this.words = Marks.of(tokenizer, ThoughtParser.MARKS);
    this.calls = Marks.of(tokenizer, CALL_MARKS);
    this.output = DeepSeekCalls.output(tokenizer);
    // The first files of R1 leave it to the model to open its thought.
    boolean opens = ThoughtStyle.of(tokenizer, Optional.of(template)) == ThoughtStyle.OPENED;
    this.style = opens || template.isEmpty() ? ThoughtStyle.OPENED : ThoughtStyle.SPACED;
  }

  /// This format for a vocabulary that has its tokens, with the traits of that template.
  static DeepSeek of(Tokenizer tokenizer, Optional<String> template) {
    return new DeepSeek(tokenizer, template.orElse(""));
  }

  /// The tokens that a vocabulary needs for this format.
  static List<String> tokens() {
    return List.of(USER, ASSISTANT, END);
  }

  @Override
  public Rendering render(PromptRequest request) {
    Prompt.Builder prompt = new Prompt.Builder(script);
    script.tokenizer().special(BEGIN).ifPresent(prompt::control);
    List<Turn> turns = request.turns();
    system(turns, request.told(), prompt);
    boolean afterResults = false;
    for (Turn turn : turns) {
      switch (turn) {
        case Turn.Said(Role role, String text) -> {
          if (role == Role.USER) {
            prompt.script(USER).text(text);
          }
        }
        case Turn.Assistant assistant -> {
          prompt.script(afterResults ? "" : ASSISTANT);
          assistant(style.parted(assistant), prompt);
        }
        case Turn.Results results -> results(results, prompt);
      }
      afterResults = turn instanceof Turn.Results;
    }
    ThoughtStyle opening = afterResults ? ThoughtStyle.SPACED : style;
    if (!afterResults) {
      prompt.script(ASSISTANT);
      style.begin(prompt);
    }
    return new Rendering(
        prompt.build(),
        opening.marks(tokenizer),
        Rendering.Opening.FREE,
        plan -> ThoughtParser.of(tokenizer, opening, plan, reading(request)));
  }

  private static void system(List<Turn> turns, List<Tool> tools, Prompt.Builder prompt) {
    String said =
        turns.stream()
            .map(turn ->
                turn instanceof Turn.Said(Role role, String text) && role != Role.USER ? text : "")
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("\n\n"));
    prompt.text(said);
    if (!tools.isEmpty()) {
      String list =
          tools.stream()
              .map(tool -> TemplateJson.of(TemplateJson.bare(tool)))
              .collect(Collectors.joining("\n"));
      prompt.text((said.isEmpty() ? "" : "\n\n") + BEFORE_TOOLS + list).script(AFTER_TOOLS);
    }
  }

  private static void assistant(Turn.Assistant turn, Prompt.Builder prompt) {
    prompt.text(turn.text());
    if (!turn.calls().isEmpty()) {
      prompt.script(CALLS_BEGIN);
      boolean first = true;
      for (Item.ToolCall call : turn.calls()) {
        String arguments = call.arguments().isBlank() ? "{}" : call.arguments();
        prompt
            .script((first ? "" : "\n") + CALL_BEGIN + "function" + SEPARATOR)
            .text(call.name() + "\n```json\n" + arguments + "\n```")
            .script(CALL_END);
        first = false;
      }
      prompt.script(CALLS_END);
    }
    prompt.script(END);
  }

  private static String written(String name, String arguments) {
    return CALL_BEGIN
        + "function"
        + SEPARATOR
        + name
        + "\n```json\n"
        + arguments
        + "\n```"
        + CALL_END;
  }

  private static void results(Turn.Results results, Prompt.Builder prompt) {
    prompt.script(OUTPUTS_BEGIN);
    boolean first = true;
    for (Turn.Result result : results.results()) {
      prompt.script((first ? "" : "\n") + OUTPUT_BEGIN).text(result.text()).script(OUTPUT_END);
      first = false;
    }
    prompt.script(OUTPUTS_END);
  }

  private ThoughtParser.Reading reading(PromptRequest request) {
    return request.tools().callable().isEmpty()
        ? ThoughtParser.Reading.words(request, words)
        : ThoughtParser.Reading.calls(calls, DeepSeekCalls.of(calls, request));
  }

  /// Beside the ends that the file names: a model that opens another turn has finished its own.
  @Override
  public Set<Integer> stopTokens() {
    Set<Integer> stops = new HashSet<>(tokenizer.endOfText());
    for (String spelling : List.of(END, USER, OUTPUTS_BEGIN)) {
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
    return "deepseek";
  }
}
