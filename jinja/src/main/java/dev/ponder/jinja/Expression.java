package dev.ponder.jinja;

import java.util.List;
import java.util.Optional;

/// An expression of a template.
sealed interface Expression {

  record Constant(Value value) implements Expression {}

  record Name(String name) implements Expression {}

  record Attribute(Expression object, String name) implements Expression {}

  record Item(Expression object, Expression key) implements Expression {}

  /// A slice, which stands only in an [Item].
  record Slice(Optional<Expression> start, Optional<Expression> stop, Optional<Expression> step)
      implements Expression {}

  record Call(Expression callee, CallArguments arguments) implements Expression {}

  /// A filter, by name, on a value.
  record Filter(Expression value, String name, CallArguments arguments) implements Expression {}

  /// A test, by name, of a value.
  record Test(Expression value, String name, CallArguments arguments) implements Expression {}

  record Not(Expression operand) implements Expression {}

  record Sign(Expression operand, boolean negative) implements Expression {}

  record Binary(Operator operator, Expression left, Expression right) implements Expression {}

  record And(Expression left, Expression right) implements Expression {}

  record Or(Expression left, Expression right) implements Expression {}

  record Concatenation(List<Expression> parts) implements Expression {}

  /// A chain such as `a < b <= c`.
  record Comparison(Expression first, List<Link> links) implements Expression {}

  record Conditional(Expression condition, Expression then, Optional<Expression> otherwise)
      implements Expression {}

  record ListDisplay(List<Expression> elements) implements Expression {}

  record TupleDisplay(List<Expression> elements) implements Expression {}

  record DictDisplay(List<Pair> pairs) implements Expression {}

  /// A key and its value.
  record Pair(Expression key, Expression value) {}

  /// One step of a comparison.
  record Link(Comparator comparator, Expression operand) {}

  /// A named argument.
  record Keyword(String name, Expression value) {}

  /// What stands in the parentheses of a call; the last two are `*list` and `**dict`.
  record CallArguments(
      List<Expression> positional,
      List<Keyword> named,
      Optional<Expression> list,
      Optional<Expression> dict) {
    static final CallArguments NONE =
        new CallArguments(List.of(), List.of(), Optional.empty(), Optional.empty());
  }

  /// Arithmetic.
  enum Operator {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    FLOOR_DIVIDE,
    MODULO,
    POWER
  }

  /// Comparisons.
  enum Comparator {
    EQUAL,
    UNEQUAL,
    LESS,
    AT_MOST,
    GREATER,
    AT_LEAST,
    IN,
    NOT_IN
  }
}
