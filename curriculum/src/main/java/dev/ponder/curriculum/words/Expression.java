package dev.ponder.curriculum.words;

/// A Python expression with as few parentheses as it needs.
record Expression(String text, Binding binding) {

  /// How strongly its outermost operation binds.
  enum Binding {
    SUM,
    PRODUCT,
    NUMBER
  }

  static Expression number(long value) {
    return new Expression(Long.toString(value), Binding.NUMBER);
  }

  static Expression of(Expression left, Operation operation, Expression right) {
    Binding binding = operation.binds() ? Binding.PRODUCT : Binding.SUM;
    boolean regroups = operation == Operation.SUBTRACT || operation == Operation.DIVIDE;
    String first = left.inside(binding.ordinal());
    String second = right.inside(binding.ordinal() + (regroups ? 1 : 0));
    return new Expression(first + operation.python() + second, binding);
  }

  private String inside(int least) {
    return binding.ordinal() < least ? "(" + text + ")" : text;
  }
}
