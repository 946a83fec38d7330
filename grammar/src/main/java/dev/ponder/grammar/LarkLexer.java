package dev.ponder.grammar;

import dev.ponder.grammar.LarkToken.Kind;
import java.util.ArrayList;
import java.util.List;

/// Cuts a Lark definition into tokens. A line goes on where a bracket is open, when the next one
/// begins with `|`, and behind `|` and `:` when the next one is indented.
final class LarkLexer {
  static final int MAX_LENGTH = 1_000_000;
  private static final List<String> OPERATORS =
      List.of(
          "->", "..", ":", "|", "(", ")", "[", "]", "{", "}", "?", "*", "+", "~", ",", ".", "!",
          "=", "&", "@");

  private final String text;
  private final List<LarkToken> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private int open;

  private LarkLexer(String text) {
    this.text = text;
  }

  static List<LarkToken> tokens(String definition) {
    if (definition.length() > MAX_LENGTH) {
      throw new GrammarLimitException(
          "the definition is longer than %,d characters".formatted(MAX_LENGTH));
    }
    LarkLexer lexer = new LarkLexer(definition);
    while (lexer.at < definition.length()) {
      lexer.next();
    }
    lexer.lineEnds();
    lexer.add(Kind.END, "");
    return lexer.tokens;
  }

  static DefinitionException problem(int line, String why) {
    String end = why.endsWith(".") ? "" : ".";
    return new DefinitionException("Line " + line + ": " + why + end);
  }

  private void next() {
    char c = text.charAt(at);
    if (c == '\n') {
      lineEnds();
      line++;
      at++;
    } else if (Character.isWhitespace(c) || c == '\ufeff') {
      at++;
    } else if (c == '#' || text.startsWith("//", at)) {
      skipLine();
    } else if (c == '"') {
      quoted(Kind.STRING, '"');
    } else if (c == '/') {
      quoted(Kind.EXPRESSION, '/');
    } else if (c == '%') {
      directive();
    } else if (isNameStart(c)) {
      name();
    } else if (c >= '0' && c <= '9' || c == '-' && !text.startsWith("->", at)) {
      number();
    } else {
      operator();
    }
  }

  private void skipLine() {
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
  }

  private void lineEnds() {
    boolean goesOn =
        open > 0
            || tokens.isEmpty()
            || tokens.getLast().kind() == Kind.BREAK
            || (tokens.getLast().is("|") || tokens.getLast().is(":")) && indented();
    if (!goesOn) {
      add(Kind.BREAK, "");
    }
  }

  /// Whether the next line is indented: what follows a colon or bar may stand there.
  private boolean indented() {
    return at + 1 < text.length() && (text.charAt(at + 1) == ' ' || text.charAt(at + 1) == '\t');
  }

  /// Up to the next unescaped end; the escapes stay.
  private void quoted(Kind kind, char end) {
    int start = ++at;
    while (at < text.length() && text.charAt(at) != end && text.charAt(at) != '\n') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length() || text.charAt(at) != end) {
      throw problem(
          line, (kind == Kind.STRING ? "a string" : "a regular expression") + " does not end");
    }
    String content = text.substring(start, at++);
    int flags = at;
    while (at < text.length() && text.charAt(at) >= 'a' && text.charAt(at) <= 'z') {
      at++;
    }
    tokens.add(new LarkToken(kind, content, text.substring(flags, at), line));
  }

  private void directive() {
    at++;
    String name = word();
    String body = "";
    if (List.of("json", "llguidance", "regex", "lark").contains(name)) {
      body = braces(name);
    }
    tokens.add(new LarkToken(Kind.DIRECTIVE, name, body, line));
  }

  /// What stands in braces behind a directive, braces included.
  private String braces(String name) {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    int start = at;
    int depth = 0;
    boolean inString = false;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\' && inString) {
        at++;
      } else if (c == '"') {
        inString = !inString;
      } else if (!inString) {
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        if (depth <= 0) {
          break;
        }
      }
    }
    if (at >= text.length() || text.charAt(start) != '{') {
      throw problem(line, "what follows '%" + name + "' is not an object in braces");
    }
    String body = text.substring(start, ++at);
    return body;
  }

  private static boolean isNameStart(char c) {
    return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private String word() {
    int start = at;
    while (at < text.length()
        && (isNameStart(text.charAt(at)) || text.charAt(at) >= '0' && text.charAt(at) <= '9')) {
      at++;
    }
    return text.substring(start, at);
  }

  /// The first letter decides: small for rules, capital for terminals.
  private void name() {
    String name = word();
    String letters = name.replace("_", "");
    boolean rule = letters.isEmpty() || !Character.isUpperCase(letters.charAt(0));
    add(rule ? Kind.RULE : Kind.TERMINAL, name);
  }

  private void number() {
    int start = at++;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    add(Kind.NUMBER, text.substring(start, at));
  }

  private void operator() {
    if (text.charAt(at) == '<') {
      throw problem(line, "special tokens are not supported");
    }
    String found =
        OPERATORS.stream()
            .filter(o -> text.startsWith(o, at))
            .findFirst()
            .orElseThrow(() ->
                problem(
                    line, "'" + Character.toString(text.codePointAt(at)) + "' means nothing here"));
    if (found.equals("|") && !tokens.isEmpty() && tokens.getLast().kind() == Kind.BREAK) {
      tokens.removeLast();
    }
    open += "([{".contains(found) ? 1 : ")]}".contains(found) ? -1 : 0;
    at += found.length();
    add(Kind.OPERATOR, found);
  }

  private void add(Kind kind, String content) {
    tokens.add(new LarkToken(kind, content, "", line));
  }
}
