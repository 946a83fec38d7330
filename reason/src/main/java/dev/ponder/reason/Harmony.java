package dev.ponder.reason;

import dev.ponder.core.Tools;
import dev.ponder.model.tokenizer.Tokenizer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The format of gpt-oss:
///
/// ```text
/// <|start|>system<|message|>…Reasoning: medium…<|end|>
/// <|start|>user<|message|>What is 2+2?<|end|>
/// <|start|>assistant<|channel|>analysis<|message|>2+2<|end|>
/// <|start|>assistant<|channel|>final<|message|>4<|return|>
/// ```
///
/// without the line breaks. The effort is a line of the system message. What the system and the
/// developer say is the developer's message, with functions as TypeScript types. A call is a
/// message to its function, `assistant to=functions.weather<|channel|>commentary
/// <|constrain|>json`; its result comes from there. Thoughts are kept while calls go on, and
/// dropped after the answer.
///
/// Follows OpenAI's description of the format (github.com/openai/harmony).
final class Harmony implements PromptFormat {
  private static final String START = "<|start|>";
  private static final String CHANNEL = "<|channel|>";
  private static final String MESSAGE = "<|message|>";
  private static final String END = "<|end|>";

  /// What the parser looks for.
  static final List<String> MARKS =
      List.of(START, CHANNEL, MESSAGE, END, "<|return|>", "<|call|>", "<|constrain|>");

  private final Tokenizer tokenizer;
  private final Prompt.Script script;
  private final Marks marks;
  private final OutputSyntax output;

  private Harmony(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
    this.script = Prompt.Script.of(tokenizer, MARKS);
    this.marks = Marks.of(tokenizer, MARKS);
    this.output = new HarmonySyntax(MarkForms.of(tokenizer, MARKS));
  }

  /// This format for a vocabulary that has its tokens.
  static Harmony of(Tokenizer tokenizer) {
    return new Harmony(tokenizer);
  }

  /// The tokens that a vocabulary needs for this format.
  static List<String> tokens() {
    return List.of(START, CHANNEL, MESSAGE, END);
  }

  @Override
  public Rendering render(PromptRequest request) {
    Prompt.Builder prompt = new Prompt.Builder(script);
    HarmonyMessage.withoutOldThoughts(HarmonyMessage.of(request))
        .forEach(message -> message.write(prompt));
    prompt.script(START).text(HarmonyMessage.ASSISTANT);
    Tools tools = request.tools();
    return new Rendering(
        prompt.build(),
        thought(tools),
        Rendering.Opening.FREE,
        plan -> HarmonyParser.of(tokenizer, marks, tools, plan));
  }

  /// A thought that must end goes over into the answer; where functions may be called, into
  /// whatever channel the model then chooses, as long as it is not the one for thoughts. There a
  /// thought is skipped by the same rule, and not by the prompt.
  private ThoughtMarks thought(Tools tools) {
    boolean free = !tools.callable().isEmpty();
    String next = END + START + HarmonyMessage.ASSISTANT + CHANNEL;
    String answer = HarmonyMessage.FINAL + MESSAGE;
    int[] analysis = tokenizer.encode(HarmonyMessage.ANALYSIS);
    return new ThoughtMarks(
        analysis.length == 1 ? Set.of(analysis[0]) : Set.of(),
        tokens(free ? next : next + answer),
        free ? List.of() : tokens(CHANNEL + answer));
  }

  private List<Integer> tokens(String words) {
    return ThoughtStyle.tokens(new Prompt.Builder(script).script(words), tokenizer);
  }

  /// `<|end|>` ends a message, not the turn, whatever the file says.
  @Override
  public Set<Integer> stopTokens() {
    Set<Integer> stops = new HashSet<>(tokenizer.endOfText());
    tokenizer.special(END).ifPresent(stops::remove);
    for (String spelling : List.of("<|return|>", "<|call|>", "<|endoftext|>")) {
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
    return "harmony";
  }
}
