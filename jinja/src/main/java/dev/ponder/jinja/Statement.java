package dev.ponder.jinja;

import java.util.List;
import java.util.Optional;

/// A statement of a template, with the line it begins at.
sealed interface Statement {
  int line();

  /// Literal text.
  record Literal(int line, Text text) implements Statement {}

  /// `{{ ... }}`
  record Output(int line, Expression value) implements Statement {}

  record If(int line, List<Branch> branches, List<Statement> otherwise) implements Statement {}

  /// A condition and what to do then.
  record Branch(int line, Expression condition, List<Statement> body) {}

  record For(
      int line,
      Target target,
      Expression elements,
      Optional<Expression> filter,
      boolean recursive,
      List<Statement> body,
      List<Statement> otherwise)
      implements Statement {}

  record Set(int line, Target target, Expression value) implements Statement {}

  /// `{% set x %}...{% endset %}`.
  record SetBlock(int line, Target target, List<NamedFilter> filters, List<Statement> body)
      implements Statement {}

  record FilterBlock(int line, List<NamedFilter> filters, List<Statement> body)
      implements Statement {}

  /// A filter without its value.
  record NamedFilter(String name, Expression.CallArguments arguments) {}

  record With(int line, List<Binding> bindings, List<Statement> body) implements Statement {}

  record Binding(Target target, Expression value) {}

  record MacroDefinition(
      int line,
      String name,
      List<Parameter> parameters,
      boolean takesMore,
      boolean takesNamed,
      boolean takesCaller,
      List<Statement> body)
      implements Statement {}

  record Parameter(String name, Optional<Expression> standard) {}

  record CallBlock(int line, Expression.Call call, MacroDefinition body) implements Statement {}

  /// `{% generation %}`, which marks what the assistant wrote and changes nothing else.
  record Generation(int line, List<Statement> body) implements Statement {}

  record Break(int line) implements Statement {}

  record Continue(int line) implements Statement {}

  /// What can stand on the left of an assignment.
  sealed interface Target {
    record Variable(String name) implements Target {}

    record Member(String namespace, String name) implements Target {}

    record Unpacked(List<Target> targets) implements Target {}
  }
}
