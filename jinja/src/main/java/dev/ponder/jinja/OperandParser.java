package dev.ponder.jinja;

import dev.ponder.jinja.Expression.CallArguments;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Parses what operators stand between: names, constants, displays, and what follows a value.
final class OperandParser {
  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private final Set<String> names = new HashSet<>();

  OperandParser(TokenStream tokens, ExpressionParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  Set<String> names() {
    return names;
  }

  Expression primary() {
    Token token = tokens.current();
    return switch (token.kind()) {
      case NAME -> name();
      case STRING -> string();
      case INTEGER, FLOAT ->
          new Expression.Constant(Numbers.constant(tokens.next(), Origin.TEMPLATE));
      case OPERATOR -> display();
      case LITERAL, OUTPUT_BEGIN, OUTPUT_END, BLOCK_BEGIN, BLOCK_END, END ->
          throw tokens.unexpected("an expression");
    };
  }

  private Expression name() {
    String name = tokens.next().text();
    return switch (name) {
      case "true", "True" -> new Expression.Constant(Value.TRUE);
      case "false", "False" -> new Expression.Constant(Value.FALSE);
      case "none", "None" -> new Expression.Constant(Value.NONE);
      default -> {
        names.add(name);
        yield new Expression.Name(name);
      }
    };
  }

  private Expression string() {
    StringBuilder text = new StringBuilder();
    while (tokens.current().is(Token.Kind.STRING)) {
      text.append(tokens.next().text());
    }
    return new Expression.Constant(Text.of(text.toString(), Origin.TEMPLATE));
  }

  private Expression display() {
    if (tokens.skipOperator("(")) {
      Expression inside =
          tokens.isOperator(")") ? new Expression.TupleDisplay(List.of()) : expressions.tuple();
      tokens.expectOperator(")");
      return inside;
    }
    if (tokens.skipOperator("[")) {
      return new Expression.ListDisplay(elements("]"));
    }
    if (tokens.skipOperator("{")) {
      return dict();
    }
    throw tokens.unexpected("an expression");
  }

  private List<Expression> elements(String close) {
    List<Expression> elements = new ArrayList<>();
    while (!tokens.skipOperator(close)) {
      elements.add(expressions.expression());
      if (!tokens.isOperator(close)) {
        tokens.expectOperator(",");
      }
    }
    return List.copyOf(elements);
  }

  private Expression dict() {
    List<Expression.Pair> pairs = new ArrayList<>();
    while (!tokens.skipOperator("}")) {
      Expression key = expressions.expression();
      tokens.expectOperator(":");
      pairs.add(new Expression.Pair(key, expressions.expression()));
      if (!tokens.isOperator("}")) {
        tokens.expectOperator(",");
      }
    }
    return new Expression.DictDisplay(List.copyOf(pairs));
  }

  Expression postfix(Expression value) {
    Expression result = value;
    while (true) {
      if (tokens.skipOperator(".")) {
        result = member(result);
      } else if (tokens.skipOperator("[")) {
        result = new Expression.Item(result, subscript());
      } else if (tokens.isOperator("(")) {
        result = new Expression.Call(result, arguments());
      } else {
        return result;
      }
    }
  }

  private Expression member(Expression object) {
    Token token = tokens.next();
    if (token.is(Token.Kind.NAME)) {
      return new Expression.Attribute(object, token.text());
    }
    if (token.is(Token.Kind.INTEGER)) {
      Value index = Numbers.constant(token, Origin.TEMPLATE);
      return new Expression.Item(object, new Expression.Constant(index));
    }
    throw new TemplateException.Syntax(
        token.line(), "expected a name or number after '.', not " + token.shown());
  }

  private Expression subscript() {
    List<Expression> keys = new ArrayList<>();
    while (!tokens.isOperator("]")) {
      if (!keys.isEmpty()) {
        tokens.expectOperator(",");
      }
      keys.add(subscribed());
    }
    tokens.expectOperator("]");
    return keys.size() == 1 ? keys.getFirst() : new Expression.TupleDisplay(List.copyOf(keys));
  }

  private Expression subscribed() {
    Optional<Expression> start =
        tokens.isOperator(":") ? Optional.empty() : Optional.of(expressions.expression());
    if (start.isPresent() && !tokens.isOperator(":")) {
      return start.get();
    }
    tokens.expectOperator(":");
    Optional<Expression> stop = bound();
    Optional<Expression> step = tokens.skipOperator(":") ? bound() : Optional.empty();
    return new Expression.Slice(start, stop, step);
  }

  private Optional<Expression> bound() {
    boolean absent = tokens.isOperator(":") || tokens.isOperator("]") || tokens.isOperator(",");
    return absent ? Optional.empty() : Optional.of(expressions.expression());
  }

  Expression filtered(Expression value) {
    Expression result = value;
    while (true) {
      if (tokens.skipOperator("|")) {
        String name = dottedName();
        result = new Expression.Filter(result, name, optionalArguments());
      } else if (tokens.skipName("is")) {
        result = test(result);
      } else if (tokens.isOperator("(")) {
        result = new Expression.Call(result, arguments());
      } else {
        return result;
      }
    }
  }

  String dottedName() {
    StringBuilder name = new StringBuilder(tokens.expectName());
    while (tokens.skipOperator(".")) {
      name.append('.').append(tokens.expectName());
    }
    return name.toString();
  }

  CallArguments optionalArguments() {
    return tokens.isOperator("(") ? arguments() : CallArguments.NONE;
  }

  private Expression test(Expression value) {
    boolean negated = tokens.skipName("not");
    String name = dottedName();
    Expression test = new Expression.Test(value, name, testArguments());
    return negated ? new Expression.Not(test) : test;
  }

  private CallArguments testArguments() {
    if (tokens.isOperator("(")) {
      return arguments();
    }
    Token token = tokens.current();
    boolean begins =
        switch (token.kind()) {
          case NAME -> !token.isName("else") && !token.isName("or") && !token.isName("and");
          case STRING, INTEGER, FLOAT -> true;
          case OPERATOR -> token.text().equals("[") || token.text().equals("{");
          case LITERAL, OUTPUT_BEGIN, OUTPUT_END, BLOCK_BEGIN, BLOCK_END, END -> false;
        };
    if (!begins) {
      return CallArguments.NONE;
    }
    if (token.isName("is")) {
      throw tokens.failure("tests cannot be chained with 'is'");
    }
    Expression argument = postfix(primary());
    return new CallArguments(List.of(argument), List.of(), Optional.empty(), Optional.empty());
  }

  private CallArguments arguments() {
    return new ArgumentParser(tokens, expressions).arguments();
  }
}
