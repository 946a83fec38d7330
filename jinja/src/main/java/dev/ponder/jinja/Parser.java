package dev.ponder.jinja;

import dev.ponder.jinja.Statement.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Parses statements.
final class Parser {
  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private int loops;

  private Parser(TokenStream tokens) {
    this.tokens = tokens;
    this.expressions = new ExpressionParser(tokens);
  }

  static List<Statement> parse(List<Token> tokens) {
    TokenStream stream = new TokenStream(tokens);
    return new Parser(stream).body(Set.of());
  }

  /// Statements up to a tag of one of those names, which is left to be read, or up to the end.
  private List<Statement> body(Set<String> ends) {
    tokens.enter();
    List<Statement> body = new ArrayList<>();
    while (!tokens.current().is(Token.Kind.END)) {
      Token token = tokens.next();
      switch (token.kind()) {
        case LITERAL -> {
          Text text = Text.of(token.text(), Origin.TEMPLATE);
          body.add(new Statement.Literal(token.line(), text));
        }
        case OUTPUT_BEGIN -> {
          body.add(new Statement.Output(token.line(), expressions.tuple()));
          tokens.expect(Token.Kind.OUTPUT_END, "'}}'");
        }
        default -> {
          if (ends.contains(tagName())) {
            tokens.leave();
            return List.copyOf(body);
          }
          body.add(statement());
          endTag();
        }
      }
    }
    if (!ends.isEmpty()) {
      throw tokens.failure("the template ends where " + named(ends) + " is due");
    }
    tokens.leave();
    return List.copyOf(body);
  }

  private static String named(Set<String> ends) {
    return "'" + String.join("' or '", ends.stream().sorted().toList()) + "'";
  }

  private String tagName() {
    if (!tokens.current().is(Token.Kind.NAME)) {
      throw tokens.unexpected("the name of a tag");
    }
    return tokens.current().text();
  }

  private void endTag() {
    tokens.expect(Token.Kind.BLOCK_END, "'%}'");
  }

  /// The body of a tag whose own tokens are read, up to its end tag, which is read too.
  private List<Statement> bodyUntil(String end) {
    tokens.skipOperator(":");
    endTag();
    List<Statement> body = body(Set.of(end));
    tokens.next();
    return body;
  }

  private Statement statement() {
    int line = tokens.line();
    String name = tokens.next().text();
    return switch (name) {
      case "if" -> conditional(line);
      case "for" -> loop(line);
      case "set" -> assignment(line);
      case "macro" -> macro(line);
      case "call" -> call(line);
      case "filter" -> filter(line);
      case "with" -> with(line);
      case "generation" -> new Statement.Generation(line, outsideLoops("endgeneration"));
      case "print" -> new Statement.Output(line, printed());
      case "break" -> leave(new Statement.Break(line));
      case "continue" -> leave(new Statement.Continue(line));
      case "include", "import", "from", "extends", "block", "autoescape" ->
          throw new TemplateException.Syntax(line, "'" + name + "' is not supported");
      default -> throw new TemplateException.Syntax(line, "unknown tag '" + name + "'");
    };
  }

  private Expression printed() {
    List<Expression> parts = new ArrayList<>();
    while (!tokens.current().is(Token.Kind.BLOCK_END)) {
      if (!parts.isEmpty()) {
        tokens.expectOperator(",");
      }
      parts.add(expressions.expression());
    }
    return new Expression.Concatenation(List.copyOf(parts));
  }

  private Statement leave(Statement statement) {
    if (loops == 0) {
      throw tokens.failure("'break' and 'continue' stand only in loops");
    }
    return statement;
  }

  private Statement conditional(int line) {
    List<Statement.Branch> branches = new ArrayList<>();
    int branchLine = line;
    while (true) {
      Expression condition = expressions.plainTuple();
      tokens.skipOperator(":");
      endTag();
      List<Statement> body = body(Set.of("elif", "else", "endif"));
      branches.add(new Statement.Branch(branchLine, condition, body));
      branchLine = tokens.line();
      String end = tokens.next().text();
      if (!end.equals("elif")) {
        List<Statement> otherwise = end.equals("else") ? bodyUntil("endif") : List.of();
        return new Statement.If(line, List.copyOf(branches), otherwise);
      }
    }
  }

  private Statement loop(int line) {
    Target target = target();
    tokens.expectName("in");
    Expression elements = expressions.plainTuple();
    Optional<Expression> filter =
        tokens.skipName("if") ? Optional.of(expressions.expression()) : Optional.empty();
    boolean recursive = tokens.skipName("recursive");
    tokens.skipOperator(":");
    endTag();
    loops++;
    List<Statement> body = body(Set.of("endfor", "else"));
    loops--;
    List<Statement> otherwise =
        tokens.next().text().equals("else") ? bodyUntil("endfor") : List.of();
    return new Statement.For(line, target, elements, filter, recursive, body, otherwise);
  }

  private Statement assignment(int line) {
    Target target = target();
    if (tokens.skipOperator("=")) {
      return new Statement.Set(line, target, expressions.tuple());
    }
    List<Statement.NamedFilter> filters = new ArrayList<>();
    while (tokens.skipOperator("|")) {
      filters.add(namedFilter());
    }
    return new Statement.SetBlock(line, target, List.copyOf(filters), bodyUntil("endset"));
  }

  private Statement filter(int line) {
    List<Statement.NamedFilter> filters = new ArrayList<>(List.of(namedFilter()));
    while (tokens.skipOperator("|")) {
      filters.add(namedFilter());
    }
    return new Statement.FilterBlock(line, List.copyOf(filters), bodyUntil("endfilter"));
  }

  private Statement.NamedFilter namedFilter() {
    return new Statement.NamedFilter(expressions.dottedName(), expressions.optionalArguments());
  }

  /// The body of what is called like a function, which cannot leave a loop around it.
  private List<Statement> outsideLoops(String end) {
    int outer = loops;
    loops = 0;
    List<Statement> body = bodyUntil(end);
    loops = outer;
    return body;
  }

  private Statement with(int line) {
    List<Statement.Binding> bindings = new ArrayList<>();
    while (!tokens.current().is(Token.Kind.BLOCK_END)) {
      if (!bindings.isEmpty()) {
        tokens.expectOperator(",");
      }
      Target target = target();
      tokens.expectOperator("=");
      bindings.add(new Statement.Binding(target, expressions.expression()));
    }
    return new Statement.With(line, List.copyOf(bindings), bodyUntil("endwith"));
  }

  private Statement macro(int line) {
    String name = tokens.expectName();
    return definition(line, name, parameters(), "endmacro");
  }

  private Statement call(int line) {
    List<Statement.Parameter> parameters = tokens.isOperator("(") ? parameters() : List.of();
    if (!(expressions.expression() instanceof Expression.Call call)) {
      throw tokens.failure("a call block needs a call");
    }
    return new Statement.CallBlock(line, call, definition(line, "caller", parameters, "endcall"));
  }

  private Statement.MacroDefinition definition(
      int line, String name, List<Statement.Parameter> parameters, String end) {
    Set<String> outer = new HashSet<>(expressions.names());
    expressions.names().clear();
    List<Statement> body = outsideLoops(end);
    Set<String> used = expressions.names();
    Statement.MacroDefinition macro =
        new Statement.MacroDefinition(
            line,
            name,
            parameters,
            used.contains("varargs"),
            used.contains("kwargs"),
            used.contains("caller"),
            body);
    used.addAll(outer);
    return macro;
  }

  private List<Statement.Parameter> parameters() {
    tokens.expectOperator("(");
    List<Statement.Parameter> parameters = new ArrayList<>();
    boolean optional = false;
    while (!tokens.skipOperator(")")) {
      if (!parameters.isEmpty()) {
        tokens.expectOperator(",");
      }
      String name = tokens.expectName();
      boolean hasStandard = tokens.skipOperator("=");
      if (optional && !hasStandard) {
        throw tokens.failure("'" + name + "' needs a default, since one before it has one");
      }
      optional = hasStandard;
      parameters.add(
          new Statement.Parameter(
              name, hasStandard ? Optional.of(expressions.expression()) : Optional.empty()));
    }
    return List.copyOf(parameters);
  }

  private Target target() {
    Target first = singleTarget();
    if (!tokens.isOperator(",")) {
      return first;
    }
    List<Target> targets = new ArrayList<>(List.of(first));
    while (tokens.skipOperator(",") && !endsTarget()) {
      targets.add(singleTarget());
    }
    return new Target.Unpacked(List.copyOf(targets));
  }

  private boolean endsTarget() {
    Token token = tokens.current();
    return token.isName("in") || token.isOperator(")");
  }

  private Target singleTarget() {
    if (tokens.skipOperator("(")) {
      tokens.enter();
      Target inside = target();
      tokens.leave();
      tokens.expectOperator(")");
      return inside;
    }
    String name = tokens.expectName();
    if (Set.of("true", "false", "none", "True", "False", "None").contains(name)) {
      throw tokens.failure("cannot assign to '" + name + "'");
    }
    return tokens.skipOperator(".")
        ? new Target.Member(name, tokens.expectName())
        : new Target.Variable(name);
  }
}
