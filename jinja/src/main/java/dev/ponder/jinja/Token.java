package dev.ponder.jinja;

/// A piece of a template; `text` is what it stands for: of a string, the string.
record Token(Kind kind, String text, int line) {

  enum Kind {
    LITERAL,
    OUTPUT_BEGIN,
    OUTPUT_END,
    BLOCK_BEGIN,
    BLOCK_END,
    NAME,
    STRING,
    INTEGER,
    FLOAT,
    OPERATOR,
    END
  }

  boolean is(Kind other) {
    return kind == other;
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equals(name);
  }

  boolean isOperator(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  String shown() {
    return switch (kind) {
      case LITERAL -> "text";
      case END -> "the end of the template";
      case STRING -> "a string";
      case OUTPUT_BEGIN, OUTPUT_END, BLOCK_BEGIN, BLOCK_END, NAME, INTEGER, FLOAT, OPERATOR ->
          "'" + text + "'";
    };
  }
}
