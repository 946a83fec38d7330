package dev.ponder.reason;

import dev.ponder.core.Role;
import dev.ponder.model.tokenizer.Tokenizer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// No format at all, for base models, which were never taught one: what was said, a blank line
/// between two texts, and the model continues it.
final class Continuation implements PromptFormat {
  private final Tokenizer tokenizer;
  private final Marks marks;
  private final OutputSyntax output;

  private Continuation(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
    this.marks = Marks.of(tokenizer, ThoughtParser.MARKS);
    this.output =
        new CallSyntax(
            MarkForms.of(tokenizer, List.of()),
            CallSyntax.Shape.lines(CallSyntax.Writing.arguments("", "")),
            List.of());
  }

  /// This format for any vocabulary.
  static Continuation of(Tokenizer tokenizer) {
    return new Continuation(tokenizer);
  }

  @Override
  public Rendering render(PromptRequest request) {
    Prompt.Builder prompt = new Prompt.Builder(Prompt.Script.of(tokenizer, List.of()));
    tokenizer.beginOfText().ifPresent(prompt::control);
    String text = text(request.turns());
    // An engine needs something to continue.
    return new Rendering(
        prompt.text(text.isEmpty() ? "\n" : text).build(),
        ThoughtMarks.NONE,
        Rendering.Opening.FREE,
        _ -> ThoughtParser.ofContinuation(tokenizer, reading(request)));
  }

  private ThoughtParser.Reading reading(PromptRequest request) {
    return request.tools().callable().isEmpty()
        ? ThoughtParser.Reading.words(request, marks)
        : ThoughtParser.Reading.calls(marks, LineCalls.of(marks, request));
  }

  private static String text(List<Turn> turns) {
    return turns.stream()
        .map(turn ->
            switch (turn) {
              case Turn.Said(Role _, String text) -> text;
              case Turn.Assistant assistant -> assistant.text();
              case Turn.Results(List<Turn.Result> results) ->
                  results.stream().map(Turn.Result::text).collect(Collectors.joining("\n"));
            })
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n\n"));
  }

  @Override
  public Set<Integer> stopTokens() {
    return tokenizer.endOfText();
  }

  @Override
  public OutputSyntax output() {
    return output;
  }

  @Override
  public String name() {
    return "continuation";
  }
}
