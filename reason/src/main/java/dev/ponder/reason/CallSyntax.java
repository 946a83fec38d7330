package dev.ponder.reason;

import dev.ponder.grammar.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Calls as one object of JSON each, amid words or instead of them, as most families write them.
///
/// **Words** may be anything in which no call begins: no mark of one, and no line that [LineCalls]
/// would take for one. Where a call begins it is held to, and after the calls the turn ends.
///
/// @param marks those around calls
/// @param shape how calls are written where they must be
/// @param marked the ways of writing calls that begin with a mark, after which words cannot go on
record CallSyntax(MarkForms marks, Shape shape, List<Shape> marked) implements OutputSyntax {
  CallSyntax {
    marked = List.copyOf(marked);
  }

  /// Calls between marks.
  static CallSyntax marked(MarkForms marks, Shape shape) {
    return new CallSyntax(marks, shape, List.of(shape));
  }

  /// How one way of calling is spelled, in the format's own words.
  ///
  /// @param open before all calls
  /// @param call one of them
  /// @param between two of them
  /// @param close behind all of them
  record Shape(String open, Writing call, String between, String close) {

    /// Lines, or blocks, without marks.
    static Shape lines(Writing call) {
      return new Shape("", call, "\n", "");
    }

    /// A list between two marks; the second may be empty.
    static Shape list(String open, Writing call, String close) {
      return new Shape(open + "[", call, ", ", "]" + close);
    }

    Form form(Wanted wanted, MarkForms marks) {
      Form any = Form.choice(wanted.calls().stream().map(each -> call.form(each, marks)).toList());
      return Form.sequence(
          marks.script(open),
          Form.separated(any, marks.script(between), wanted.most()),
          marks.script(close));
    }
  }

  /// How one call is written.
  interface Writing {
    Form form(Call call, MarkForms marks);

    /// `before`, the name in quotes, `middle`, the arguments, `after`.
    static Writing json(String before, String middle, String after) {
      return (call, marks) ->
          Form.sequence(
              marks.script(before),
              Form.literal(TemplateJson.quoted(call.tool().name())),
              marks.script(middle),
              call.arguments(),
              marks.script(after));
    }

    /// `{"name": "f", "arguments": {…}}` between those words.
    static Writing arguments(String before, String after) {
      return json(before + "{\"name\": ", ", \"arguments\": ", "}" + after);
    }

    /// `{"name": "f", "parameters": {…}}` between those words.
    static Writing parameters(String before, String after) {
      return json(before + "{\"name\": ", ", \"parameters\": ", "}" + after);
    }
  }

  @Override
  public boolean throughout() {
    return false;
  }

  @Override
  public Optional<Form> form(Wanted wanted) {
    return switch (wanted.need()) {
      case NONE -> wanted.answer();
      case FORBIDDEN -> wanted.answer().or(this::withoutMarks);
      case POSSIBLE -> Optional.of(possible(wanted));
      case REQUIRED -> Optional.of(shape.form(wanted, marks));
    };
  }

  private Optional<Form> withoutMarks() {
    return marks.numbers().isEmpty() ? Optional.empty() : Optional.of(Form.textWithout());
  }

  private Form possible(Wanted wanted) {
    if (wanted.answer().isPresent()) {
      return Form.choice(List.of(wanted.answer().get(), shape.form(wanted, marks)));
    }
    Form words = new Form.Words(marks.spelled(), UnmarkedCalls.beginning(wanted.calls()));
    Form lines = UnmarkedCalls.form(wanted);
    List<Form> ends = new ArrayList<>();
    ends.add(Form.sequence());
    ends.add(Form.sequence(Form.literal("\n"), lines));
    marked.forEach(each -> ends.add(each.form(wanted, marks)));
    return Form.choice(List.of(Form.sequence(words, Form.choice(ends)), lines));
  }
}
