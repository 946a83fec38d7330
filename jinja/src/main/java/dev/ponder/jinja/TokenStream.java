package dev.ponder.jinja;

import java.util.List;

/// The tokens of a template, one after the other; also counts how deep the parser is in them.
final class TokenStream {
  /// Far beyond what people write, and far below what a thread's stack holds.
  private static final int MAX_DEPTH = 100;

  private final List<Token> tokens;
  private int position;
  private int depth;

  TokenStream(List<Token> tokens) {
    this.tokens = List.copyOf(tokens);
  }

  Token current() {
    return tokens.get(position);
  }

  Token ahead() {
    return tokens.get(Math.min(position + 1, tokens.size() - 1));
  }

  int line() {
    return current().line();
  }

  Token next() {
    Token token = current();
    if (!token.is(Token.Kind.END)) {
      position++;
    }
    return token;
  }

  boolean skipName(String name) {
    return skipIf(current().isName(name));
  }

  boolean skipOperator(String operator) {
    return skipIf(current().isOperator(operator));
  }

  boolean isOperator(String operator) {
    return current().isOperator(operator);
  }

  Token expect(Token.Kind kind, String what) {
    if (!current().is(kind)) {
      throw unexpected(what);
    }
    return next();
  }

  String expectName() {
    return expect(Token.Kind.NAME, "a name").text();
  }

  void expectName(String name) {
    if (!skipName(name)) {
      throw unexpected("'" + name + "'");
    }
  }

  void expectOperator(String operator) {
    if (!skipOperator(operator)) {
      throw unexpected("'" + operator + "'");
    }
  }

  void enter() {
    if (++depth > MAX_DEPTH) {
      throw new TemplateException.LimitExceeded(
          line(), "the template nests more than " + MAX_DEPTH + " levels deep");
    }
  }

  void leave() {
    depth--;
  }

  TemplateException unexpected(String wanted) {
    return failure("expected " + wanted + ", not " + current().shown());
  }

  TemplateException failure(String message) {
    return new TemplateException.Syntax(line(), message);
  }

  private boolean skipIf(boolean matches) {
    if (matches) {
      position++;
    }
    return matches;
  }
}
