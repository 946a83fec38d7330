package dev.ponder.reason;

import dev.ponder.core.Effort;
import dev.ponder.core.Role;
import dev.ponder.core.Tool;
import dev.ponder.model.tokenizer.Tokenizer;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// ChatML, as Qwen, SmolLM and many others were trained on it:
///
/// ```text
/// <|im_start|>user
/// What is 2+2?<|im_end|>
/// <|im_start|>assistant
/// <think>
/// 2+2
/// </think>
///
/// 4<|im_end|>
/// ```
///
/// Four traits are read from the file's template and vocabulary: how the model thinks
/// ([ThoughtStyle]), whether it can be told not to (`enable_thinking`), whether the generation
/// prompt ends with one of the control tokens `<|effort_low|>`, `<|effort_medium|>`,
/// `<|effort_high|>`, and which system message stands in where the conversation has none. Tools,
/// calls and results are written as Qwen does ([ToolTags]); so are thoughts of earlier turns: left
/// out once the user has spoken again.
final class ChatMl implements PromptFormat {
  private static final String START = "<|im_start|>";
  private static final String END = "<|im_end|>";

  /// A system message that the template itself spells out between its markers.
  private static final Pattern DEFAULT_SYSTEM =
      Pattern.compile("<\\|im_start\\|>system(?:\\\\n|\n)([^<>{}'\"\\\\]{1,2000})<\\|im_end\\|>");

  private final Tokenizer tokenizer;
  private final Prompt.Script script;
  private final ToolTags tags;
  private final OutputSyntax output;
  private final ThoughtStyle style;
  private final boolean hybrid;
  private final boolean spaced;
  private final Map<Effort, Integer> effortTokens;
  private final Optional<String> defaultSystem;
  private final int start;
  private final int end;

  private ChatMl(Tokenizer tokenizer, Optional<String> template) {
    this.tokenizer = tokenizer;
    this.script = Prompt.Script.of(tokenizer, ToolTags.MARKS);
    this.tags = ToolTags.of(tokenizer);
    this.output = ToolTags.output(tokenizer);
    this.style = ThoughtStyle.of(tokenizer, template);
    this.hybrid = template.filter(text -> text.contains("enable_thinking")).isPresent();
    this.spaced = template.filter(text -> text.contains("\"\\n\\n# Tools")).isPresent();
    this.effortTokens =
        template.filter(text -> text.contains("<|effort_")).isPresent()
            ? effortTokens(tokenizer)
            : Map.of();
    this.defaultSystem =
        template.map(DEFAULT_SYSTEM::matcher).filter(Matcher::find).map(match -> match.group(1));
    this.start = tokenizer.special(START).orElseThrow();
    this.end = tokenizer.special(END).orElseThrow();
  }

  /// This format for a vocabulary that has its tokens, with the traits of that template.
  static ChatMl of(Tokenizer tokenizer, Optional<String> template) {
    return new ChatMl(tokenizer, template);
  }

  /// The tokens that a vocabulary needs for this format.
  static List<String> tokens() {
    return List.of(START, END);
  }

  private static Map<Effort, Integer> effortTokens(Tokenizer tokenizer) {
    Map<Effort, Integer> tokens = new EnumMap<>(Effort.class);
    for (Effort effort : Effort.values()) {
      String spelling = "<|effort_" + effort.name().toLowerCase(Locale.ROOT) + "|>";
      tokenizer.special(spelling).ifPresent(token -> tokens.put(effort, token));
    }
    return tokens;
  }

  @Override
  public Rendering render(PromptRequest request) {
    Prompt.Builder prompt = new Prompt.Builder(script);
    tokenizer.beginOfText().ifPresent(prompt::control);
    List<Turn> turns = request.turns();
    system(turns, request.told(), prompt);
    for (Turn turn : Turn.withoutSystem(turns)) {
      switch (turn) {
        case Turn.Said(Role role, String text) -> message(Turn.name(role), text, prompt);
        case Turn.Assistant assistant -> assistant(style.parted(assistant), prompt);
        case Turn.Results results -> results(results, prompt);
      }
    }
    prompt.control(start).text("assistant\n");
    Integer effortToken = effortTokens.get(request.effort());
    if (effortToken != null) {
      prompt.control(effortToken);
    }
    boolean silent = hybrid && request.effort() == Effort.LOW;
    style.begin(prompt);
    return new Rendering(
        prompt.build(),
        style.marks(tokenizer),
        silent ? Rendering.Opening.ANSWER : Rendering.Opening.FREE,
        plan -> ThoughtParser.of(tokenizer, style, plan, tags.reading(request)));
  }

  private void system(List<Turn> turns, List<Tool> tools, Prompt.Builder prompt) {
    Optional<String> said = Turn.system(turns).or(() -> defaultSystem);
    if (said.isEmpty() && tools.isEmpty()) {
      return;
    }
    prompt.control(start).text("system\n" + said.orElse(""));
    if (!tools.isEmpty()) {
      prompt.text(said.isPresent() || spaced ? "\n\n" : "");
      ToolTags.introduce(tools, prompt);
    }
    prompt.control(end).text("\n");
  }

  private void message(String role, String text, Prompt.Builder prompt) {
    prompt.control(start).text(role + "\n" + text).control(end).text("\n");
  }

  private void assistant(Turn.Assistant turn, Prompt.Builder prompt) {
    prompt.control(start).text("assistant\n");
    if (!turn.thought().isEmpty()) {
      style.write(turn.thought(), prompt);
    }
    prompt.text(turn.text());
    ToolTags.write(turn, prompt);
    prompt.control(end).text("\n");
  }

  private void results(Turn.Results results, Prompt.Builder prompt) {
    prompt.control(start).text("user");
    ToolTags.write(results, prompt);
    prompt.control(end).text("\n");
  }

  @Override
  public Optional<Continued> continued(PromptRequest request, Speech speech) {
    String thought = String.join("", speech.thought());
    if (!style.thinks() && !thought.isEmpty()) {
      return Optional.empty();
    }
    Prompt.Builder prompt = new Prompt.Builder(script);
    int thoughtStart = style.continued(thought, prompt);
    prompt.text(speech.text());
    ToolTags.write(
        new Turn.Assistant(thought, speech.text(), speech.calls(), Turn.Current.YES), prompt);
    return Optional.of(new Continued(prompt.control(end).build(), thoughtStart));
  }

  /// Beside the ends that the file names: a model that opens another turn has finished its own.
  @Override
  public Set<Integer> stopTokens() {
    Set<Integer> stops = new HashSet<>(tokenizer.endOfText());
    stops.add(end);
    stops.add(start);
    OptionalInt endOfText = tokenizer.special("<|endoftext|>");
    endOfText.ifPresent(stops::add);
    return stops;
  }

  @Override
  public OutputSyntax output() {
    return output;
  }

  @Override
  public String name() {
    return "chatml";
  }
}
