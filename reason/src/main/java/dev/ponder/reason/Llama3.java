package dev.ponder.reason;

import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.Role;
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
/// As in Meta's template, texts are stripped, results come from the role `ipython`, and a call is a
/// message `{"name": …, "parameters": …}`. The dates that the template of 3.1 adds are left out:
/// they would change the prompt, and with it the cached prefix, every day. Descendants that think
/// do so between `<think>` and `</think>`, whether their vocabulary has tokens for these or not.
final class Llama3 implements PromptFormat {
  private static final String BEGIN = "<|begin_of_text|>";
  private static final String START = "<|start_header_id|>";
  private static final String STOP = "<|end_header_id|>";
  private static final String END = "<|eot_id|>";

  private final Tokenizer tokenizer;
  private final ThoughtStyle style;
  private final OptionalInt begin;
  private final int start;
  private final int stop;
  private final int end;

  private Llama3(Tokenizer tokenizer, Optional<String> template) {
    this.tokenizer = tokenizer;
    ThoughtStyle named = ThoughtStyle.of(tokenizer, template);
    this.style = named.thinks() ? named : ThoughtStyle.TOLERATED;
    OptionalInt wanted = tokenizer.beginOfText();
    this.begin = wanted.isPresent() ? wanted : tokenizer.special(BEGIN);
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
    Prompt.Builder prompt = new Prompt.Builder(tokenizer);
    begin.ifPresent(prompt::control);
    for (Turn turn : Turn.of(request.conversation())) {
      switch (turn) {
        case Turn.Said(Role role, String text) -> message(Turn.name(role), text, prompt);
        case Turn.Assistant assistant -> assistant(style.parted(assistant), prompt);
        case Turn.Results(List<String> texts) ->
            texts.forEach(text -> message("ipython", text, prompt));
      }
    }
    header("assistant", prompt);
    style.begin(prompt);
    return new Rendering(
        prompt.build(),
        style.marks(tokenizer),
        Rendering.Opening.FREE,
        plan -> ThoughtParser.of(tokenizer, style, plan));
  }

  private void header(String role, Prompt.Builder prompt) {
    prompt.control(start).text(role).control(stop).text("\n\n");
  }

  private void message(String role, String text, Prompt.Builder prompt) {
    header(role, prompt);
    prompt.text(text.strip()).control(end);
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

  private static String json(Item.ToolCall call) {
    String name = Json.of(call.name()).text();
    return "{\"name\": " + name + ", \"parameters\": " + call.arguments() + "}";
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
  public String name() {
    return "llama3";
  }
}
