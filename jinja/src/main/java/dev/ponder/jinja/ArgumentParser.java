package dev.ponder.jinja;

import dev.ponder.jinja.Expression.CallArguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Parses the parentheses of one call: values, then named values, then `*list` and `**dict`.
final class ArgumentParser {
  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private final List<Expression> positional = new ArrayList<>();
  private final List<Expression.Keyword> named = new ArrayList<>();
  private Optional<Expression> list = Optional.empty();
  private Optional<Expression> dict = Optional.empty();

  ArgumentParser(TokenStream tokens, ExpressionParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  CallArguments arguments() {
    tokens.expectOperator("(");
    while (!tokens.skipOperator(")")) {
      argument();
      if (!tokens.isOperator(")")) {
        tokens.expectOperator(",");
      }
    }
    return new CallArguments(List.copyOf(positional), List.copyOf(named), list, dict);
  }

  private void argument() {
    if (tokens.skipOperator("*")) {
      check(list.isEmpty() && dict.isEmpty());
      list = Optional.of(expressions.expression());
    } else if (tokens.skipOperator("**")) {
      check(dict.isEmpty());
      dict = Optional.of(expressions.expression());
    } else if (tokens.current().is(Token.Kind.NAME) && tokens.ahead().isOperator("=")) {
      check(dict.isEmpty());
      String name = tokens.next().text();
      tokens.next();
      check(named.stream().noneMatch(keyword -> keyword.name().equals(name)));
      named.add(new Expression.Keyword(name, expressions.expression()));
    } else {
      check(list.isEmpty() && dict.isEmpty() && named.isEmpty());
      positional.add(expressions.expression());
    }
  }

  private void check(boolean inOrder) {
    if (!inOrder) {
      throw tokens.failure("the arguments of the call are out of order or repeated");
    }
  }
}
