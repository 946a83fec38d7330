package dev.ponder.grammar;

/// A piece of a Lark definition.
///
/// @param text a name as it is, a string's or expression's content with its escapes, a directive
///   without its `%`, an operator as it is
/// @param flags the letters behind a string or an expression
record LarkToken(Kind kind, String text, String flags, int line) {
  enum Kind {
    RULE,
    TERMINAL,
    STRING,
    EXPRESSION,
    NUMBER,
    OPERATOR,
    DIRECTIVE,
    /// The end of a line that is not continued.
    BREAK,
    END
  }

  boolean is(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  /// As an error tells of it.
  String described() {
    return switch (kind) {
      case BREAK -> "the end of the line";
      case END -> "the end";
      case STRING -> "a string";
      case EXPRESSION -> "a regular expression";
      case DIRECTIVE -> "'%" + text + "'";
      case RULE, TERMINAL, NUMBER, OPERATOR -> "'" + text + "'";
    };
  }
}
