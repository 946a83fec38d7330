package dev.ponder.jinja;

import dev.ponder.jinja.Expression.CallArguments;
import dev.ponder.jinja.Expression.Comparator;
import dev.ponder.jinja.Expression.Operator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Parses expressions, by recursive descent with jinja2's precedence, which is nearly Python's:
/// `or` and `and`, `not`, comparisons, `+ -`, `~`, `* / // %`, `**` (to the left), signs, then what
/// follows a value: members, calls, filters and tests.
final class ExpressionParser {
  private static final Map<String, Comparator> COMPARATORS =
      Map.of(
          "==", Comparator.EQUAL,
          "!=", Comparator.UNEQUAL,
          "<", Comparator.LESS,
          "<=", Comparator.AT_MOST,
          ">", Comparator.GREATER,
          ">=", Comparator.AT_LEAST);

  private static final Map<String, Operator> FACTORS =
      Map.of(
          "*", Operator.MULTIPLY,
          "/", Operator.DIVIDE,
          "//", Operator.FLOOR_DIVIDE,
          "%", Operator.MODULO);

  private final TokenStream tokens;
  private final Set<String> names = new HashSet<>();

  ExpressionParser(TokenStream tokens) {
    this.tokens = tokens;
  }

  /// The names that were read since the set was last cleared.
  Set<String> names() {
    return names;
  }

  Expression expression() {
    tokens.enter();
    Expression value = or();
    while (tokens.skipName("if")) {
      Expression condition = or();
      Optional<Expression> otherwise =
          tokens.skipName("else") ? Optional.of(expression()) : Optional.empty();
      value = new Expression.Conditional(condition, value, otherwise);
    }
    tokens.leave();
    return value;
  }

  /// An expression, or several with commas between them, which are a tuple.
  Expression tuple() {
    return commas(true);
  }

  /// The same without `if ... else ...` at its top, which a loop's filter would look like.
  Expression plainTuple() {
    return commas(false);
  }

  private Expression commas(boolean conditionals) {
    Expression first = conditionals ? expression() : or();
    if (!tokens.isOperator(",")) {
      return first;
    }
    List<Expression> elements = new ArrayList<>(List.of(first));
    while (tokens.skipOperator(",") && !endsTuple()) {
      elements.add(conditionals ? expression() : or());
    }
    return new Expression.TupleDisplay(List.copyOf(elements));
  }

  private boolean endsTuple() {
    Token token = tokens.current();
    return token.is(Token.Kind.OUTPUT_END)
        || token.is(Token.Kind.BLOCK_END)
        || token.isOperator(")")
        || token.isName("recursive");
  }

  private Expression or() {
    Expression left = and();
    while (tokens.skipName("or")) {
      left = new Expression.Or(left, and());
    }
    return left;
  }

  private Expression and() {
    Expression left = not();
    while (tokens.skipName("and")) {
      left = new Expression.And(left, not());
    }
    return left;
  }

  private Expression not() {
    if (!tokens.skipName("not")) {
      return comparison();
    }
    tokens.enter();
    Expression operand = not();
    tokens.leave();
    return new Expression.Not(operand);
  }

  private Expression comparison() {
    Expression first = sum();
    List<Expression.Link> links = new ArrayList<>();
    for (Optional<Comparator> next = comparator(); next.isPresent(); next = comparator()) {
      links.add(new Expression.Link(next.get(), sum()));
    }
    return links.isEmpty() ? first : new Expression.Comparison(first, List.copyOf(links));
  }

  private Optional<Comparator> comparator() {
    Token token = tokens.current();
    if (token.is(Token.Kind.OPERATOR) && COMPARATORS.containsKey(token.text())) {
      return Optional.ofNullable(COMPARATORS.get(tokens.next().text()));
    }
    if (tokens.skipName("in")) {
      return Optional.of(Comparator.IN);
    }
    if (token.isName("not") && tokens.ahead().isName("in")) {
      tokens.next();
      tokens.next();
      return Optional.of(Comparator.NOT_IN);
    }
    return Optional.empty();
  }

  private Expression sum() {
    Expression left = concatenation();
    while (tokens.isOperator("+") || tokens.isOperator("-")) {
      Operator operator = tokens.next().text().equals("+") ? Operator.ADD : Operator.SUBTRACT;
      left = new Expression.Binary(operator, left, concatenation());
    }
    return left;
  }

  private Expression concatenation() {
    Expression first = product();
    if (!tokens.isOperator("~")) {
      return first;
    }
    List<Expression> parts = new ArrayList<>(List.of(first));
    while (tokens.skipOperator("~")) {
      parts.add(product());
    }
    return new Expression.Concatenation(List.copyOf(parts));
  }

  private Expression product() {
    Expression left = power();
    while (tokens.current().is(Token.Kind.OPERATOR)) {
      Operator operator = FACTORS.get(tokens.current().text());
      if (operator == null) {
        break;
      }
      tokens.next();
      left = new Expression.Binary(operator, left, power());
    }
    return left;
  }

  private Expression power() {
    Expression left = unary();
    while (tokens.skipOperator("**")) {
      left = new Expression.Binary(Operator.POWER, left, unary());
    }
    return left;
  }

  private Expression unary() {
    return filtered(signed());
  }

  private Expression signed() {
    boolean negative = tokens.isOperator("-");
    if (!negative && !tokens.isOperator("+")) {
      return postfix(primary());
    }
    tokens.next();
    tokens.enter();
    Expression operand = signed();
    tokens.leave();
    return postfix(new Expression.Sign(operand, negative));
  }

  private Expression primary() {
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
      Expression inside = tokens.isOperator(")") ? new Expression.TupleDisplay(List.of()) : tuple();
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
      elements.add(expression());
      if (!tokens.isOperator(close)) {
        tokens.expectOperator(",");
      }
    }
    return List.copyOf(elements);
  }

  private Expression dict() {
    List<Expression.Pair> pairs = new ArrayList<>();
    while (!tokens.skipOperator("}")) {
      Expression key = expression();
      tokens.expectOperator(":");
      pairs.add(new Expression.Pair(key, expression()));
      if (!tokens.isOperator("}")) {
        tokens.expectOperator(",");
      }
    }
    return new Expression.DictDisplay(List.copyOf(pairs));
  }

  private Expression postfix(Expression value) {
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
        tokens.isOperator(":") ? Optional.empty() : Optional.of(expression());
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
    return absent ? Optional.empty() : Optional.of(expression());
  }

  private Expression filtered(Expression value) {
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
    return new ArgumentParser(tokens, this).arguments();
  }
}
