package dev.ponder.reason;

import dev.ponder.core.Effort;
import dev.ponder.core.Problem;
import dev.ponder.jinja.Origin;
import dev.ponder.jinja.Span;
import dev.ponder.jinja.Template;
import dev.ponder.jinja.TemplateException;
import dev.ponder.model.UnusableModelException;
import dev.ponder.model.tokenizer.Tokenizer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The format of any other model: its file's own chat template, rendered.
///
/// Only what the template itself writes may become a control token; what it was given stays text,
/// however the template puts both together. The output is read with what the template shows of the
/// model's habits: `<think>` for thoughts, and one of the usual pairs of marks for calls
/// ([TemplateTools]), or calls as bare JSON.
///
/// Effort reaches the template as `enable_thinking` (not for low effort), `thinking` and
/// `reasoning_effort`; a template that then ends the prompt with a closed thought is believed.
final class TemplateFormat implements PromptFormat {
  private static final int MOST_OF_A_MESSAGE = 400;

  /// What ends a turn in one family or another.
  private static final List<String> ENDS =
      List.of(
          "</s>",
          "<eos>",
          "<|end|>",
          "<|im_end|>",
          "<|eot_id|>",
          "<|eom_id|>",
          "<|endoftext|>",
          "<|end_of_text|>",
          "<end_of_turn>",
          "<|end_of_role|>",
          "<|user|>",
          "<|observation|>");

  private final String model;
  private final Tokenizer tokenizer;
  private final Template template;
  private final TemplateInput input;
  private final TemplateTools tools;
  private final OutputSyntax output;
  private final Prompt.Script script;
  private final boolean thinks;

  private TemplateFormat(String model, Tokenizer tokenizer, String source) {
    this.model = model;
    this.tokenizer = tokenizer;
    this.template = parsed(model, source);
    this.input = TemplateInput.of(tokenizer, source);
    this.tools = TemplateTools.of(tokenizer, source);
    this.output = tools.output(tokenizer, source);
    this.script = Prompt.Script.of(tokenizer, marks(tokenizer, source));
    this.thinks = ThoughtStyle.of(tokenizer, Optional.of(source)).thinks();
  }

  /// The format that this template writes.
  ///
  /// @param model its name, for messages
  /// @throws UnusableModelException when it is no template
  static TemplateFormat of(String model, Tokenizer tokenizer, String source) {
    return new TemplateFormat(model, tokenizer, source);
  }

  private static Template parsed(String model, String source) {
    try {
      return Template.parse(source);
    } catch (TemplateException e) {
      throw new UnusableModelException(
          "the chat template of %s cannot be used: %s".formatted(model, e.getMessage()));
    }
  }

  /// All control tokens, and the user-defined ones that the template spells or that mean something
  /// to us, longest first.
  private static List<String> marks(Tokenizer tokenizer, String source) {
    List<String> marks = new ArrayList<>();
    for (int token = 0; token < tokenizer.size(); token++) {
      String spelling = tokenizer.decode(new int[] {token});
      if (tokenizer.special(spelling).isPresent()
          && !spelling.isBlank()
          && (tokenizer.isControl(token)
              || ToolTags.MARKS.contains(spelling)
              || source.contains(spelling))) {
        marks.add(spelling);
      }
    }
    marks.sort((a, b) -> Integer.compare(b.length(), a.length()));
    return marks;
  }

  @Override
  public Rendering render(PromptRequest request) {
    Prompt.Builder prompt = new Prompt.Builder(script);
    dev.ponder.jinja.Rendering rendered = rendered(request);
    for (Span span : rendered.spans()) {
      if (span.origin() == Origin.TEMPLATE) {
        prompt.script(span.text());
      } else {
        prompt.text(span.text());
      }
    }
    String end = rendered.text().stripTrailing();
    boolean answers = end.endsWith(ThoughtStyle.CLOSE) && request.effort() == Effort.LOW;
    ThoughtStyle style = style(end);
    return new Rendering(
        withBeginning(prompt.build()),
        answers ? withoutSkip(style.marks(tokenizer)) : style.marks(tokenizer),
        answers ? Rendering.Opening.ANSWER : Rendering.Opening.FREE,
        plan -> ThoughtParser.of(tokenizer, style, plan, tools.reading(request)));
  }

  private ThoughtStyle style(String end) {
    if (end.endsWith(ThoughtStyle.OPEN)) {
      return ThoughtStyle.OPENED;
    }
    return thinks ? ThoughtStyle.SPACED : ThoughtStyle.TOLERATED;
  }

  /// The prompt holds an empty thought already.
  private static ThoughtMarks withoutSkip(ThoughtMarks marks) {
    return new ThoughtMarks(marks.open(), marks.close(), List.of());
  }

  /// Where the model wants each text to begin with a token, a template may leave it out.
  private Prompt withBeginning(Prompt prompt) {
    OptionalInt begin = tokenizer.beginOfText();
    if (begin.isEmpty()
        || !prompt.pieces().isEmpty()
            && prompt.pieces().getFirst().equals(new Prompt.Piece.Control(begin.getAsInt()))) {
      return prompt;
    }
    List<Prompt.Piece> pieces = new ArrayList<>();
    pieces.add(new Prompt.Piece.Control(begin.getAsInt()));
    pieces.addAll(prompt.pieces());
    return new Prompt(pieces, prompt.reserved());
  }

  private dev.ponder.jinja.Rendering rendered(PromptRequest request) {
    Clock clock = Clock.systemDefaultZone();
    try {
      try {
        return template.render(input.of(request, TemplateInput.Arguments.VALUES), clock);
      } catch (TemplateException.Failed e) {
        // Some templates join the arguments of calls to their own text.
        return template.render(input.of(request, TemplateInput.Arguments.TEXT), clock);
      }
    } catch (TemplateException.Raised e) {
      throw Problem.invalid(
              "messages",
              "invalid_value",
              "The chat template of %s refuses these messages: %s".formatted(model, clipped(e)))
          .exception();
    } catch (TemplateException e) {
      throw Problem.of(
              Problem.Kind.INTERNAL,
              "The chat template of %s failed: %s".formatted(model, clipped(e)))
          .exception();
    }
  }

  private static String clipped(TemplateException problem) {
    String message = String.valueOf(problem.getMessage());
    return message.length() <= MOST_OF_A_MESSAGE
        ? message
        : message.substring(0, MOST_OF_A_MESSAGE) + "…";
  }

  @Override
  public Set<Integer> stopTokens() {
    Set<Integer> stops = new HashSet<>(tokenizer.endOfText());
    for (String spelling : ENDS) {
      OptionalInt token = tokenizer.special(spelling);
      if (token.isPresent() && tokenizer.isControl(token.getAsInt())) {
        stops.add(token.getAsInt());
      }
    }
    return stops;
  }

  @Override
  public OutputSyntax output() {
    return output;
  }

  @Override
  public String name() {
    return "template";
  }
}
