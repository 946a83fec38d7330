package dev.ponder.jinja;

import dev.ponder.jinja.Expression.CallArguments;
import dev.ponder.jinja.Expression.Comparator;
import dev.ponder.jinja.Expression.Operator;
import java.util.ArrayList;
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
  private final OperandParser operands;

  ExpressionParser(TokenStream tokens) {
    this.tokens = tokens;
    this.operands = new OperandParser(tokens, this);
  }

  /// The names that were read since the set was last cleared.
  Set<String> names() {
    return operands.names();
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

  String dottedName() {
    return operands.dottedName();
  }

  CallArguments optionalArguments() {
    return operands.optionalArguments();
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
    return operands.filtered(signed());
  }

  private Expression signed() {
    boolean negative = tokens.isOperator("-");
    if (!negative && !tokens.isOperator("+")) {
      return operands.postfix(operands.primary());
    }
    tokens.next();
    tokens.enter();
    Expression operand = signed();
    tokens.leave();
    return operands.postfix(new Expression.Sign(operand, negative));
  }
}
