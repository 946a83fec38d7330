package dev.ponder.grammar;

import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import dev.ponder.grammar.LarkToken.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a Lark definition (lark-parser.readthedocs.io, grammar reference) in the dialect of
/// OpenAI's custom tools: rules, terminals, `%ignore` and `%import common.…`.
///
/// What only concerns the parse tree (aliases, `?` and `!` before rules, priorities) is read and
/// means nothing here; what would change the language and is not kept is refused by name.
final class LarkParser {
  private static final int MAX_DEPTH = 200;
  private static final int MAX_REPEATS = 100_000;

  /// A rule or terminal and where it is defined.
  record Definition(String name, int line, LarkNode node) {}

  /// What a text defines.
  ///
  /// @param skipsFirst whether what is ignored may also begin the text
  record Grammar(Map<String, Definition> definitions, List<LarkNode> ignored, boolean skipsFirst) {}

  private final Budget budget;
  private final List<LarkToken> tokens;
  private final Map<String, Definition> definitions = new LinkedHashMap<>();
  private final List<LarkNode> ignored = new ArrayList<>();
  private boolean skipsFirst;
  private int at;
  private int depth;

  private LarkParser(List<LarkToken> tokens, Budget budget) {
    this.tokens = tokens;
    this.budget = budget;
  }

  static Grammar parse(String definition, Budget budget) {
    LarkParser parser = new LarkParser(LarkLexer.tokens(definition), budget);
    while (parser.peek().kind() != Kind.END) {
      parser.statement();
    }
    return new Grammar(parser.definitions, parser.ignored, parser.skipsFirst);
  }

  private void statement() {
    budget.spend(1);
    LarkToken token = next();
    if (token.is("?") || token.is("!")) {
      token = next();
    }
    switch (token.kind()) {
      case BREAK -> {}
      case DIRECTIVE -> directive(token);
      case RULE, TERMINAL -> definition(token);
      case STRING, EXPRESSION, NUMBER, OPERATOR, END ->
          throw problem(token, "a rule or a directive is expected, not " + token.described());
    }
  }

  private void definition(LarkToken name) {
    if (take(".")) {
      next();
    }
    if (peek().is("{")) {
      throw problem(peek(), "templates are not supported");
    }
    if (peek().is("[")) {
      throw problem(peek(), "attributes of rules are not supported");
    }
    expect(":");
    define(name.text(), name.line(), choice());
    endOfLine();
  }

  private void define(String name, int line, LarkNode node) {
    Definition before = definitions.putIfAbsent(name, new Definition(name, line, node));
    if (before != null) {
      throw LarkLexer.problem(line, "'" + name + "' is defined already, in line " + before.line());
    }
  }

  private void endOfLine() {
    LarkToken token = next();
    if (token.kind() != Kind.BREAK && token.kind() != Kind.END) {
      throw problem(token, token.described() + " is out of place");
    }
  }

  private void directive(LarkToken token) {
    switch (token.text()) {
      case "ignore" -> ignored.add(choice());
      case "import" -> imported(token);
      case "llguidance" -> skipsFirst |= json(token).text().contains("\"allow_initial_skip\":true");
      default -> throw problem(token, "'%" + token.text() + "' is not supported");
    }
    endOfLine();
  }

  /// `%import common.INT`, `%import common.INT -> NUMBER` or `%import common (INT, WS)`.
  private void imported(LarkToken directive) {
    LarkToken library = next();
    if (!library.text().equals("common") || !(peek().is(".") || peek().is("("))) {
      throw problem(directive, "only what 'common' defines can be imported");
    }
    if (take(".")) {
      LarkToken name = next();
      define(take("->") ? next().text() : name.text(), name.line(), common(name));
      return;
    }
    expect("(");
    do {
      LarkToken name = next();
      define(name.text(), name.line(), common(name));
    } while (take(","));
    expect(")");
  }

  private LarkNode common(LarkToken name) {
    return LarkCommon.definition(name.text(), budget)
        .orElseThrow(() -> problem(name, "'common' does not define '" + name.text() + "'"));
  }

  private LarkNode choice() {
    if (++depth > MAX_DEPTH) {
      throw problem(peek(), "the definition nests more than " + MAX_DEPTH + " deep");
    }
    List<LarkNode> options = new ArrayList<>();
    do {
      options.add(both());
      if (take("->")) {
        next();
      }
    } while (take("|"));
    depth--;
    return options.size() == 1 ? options.getFirst() : new LarkNode.Choice(options);
  }

  private LarkNode both() {
    List<LarkNode> parts = new ArrayList<>(List.of(sequence()));
    while (take("&")) {
      parts.add(sequence());
    }
    return parts.size() == 1 ? parts.getFirst() : new LarkNode.Both(parts);
  }

  private LarkNode sequence() {
    List<LarkNode> parts = new ArrayList<>();
    while (startsPart(peek())) {
      parts.add(repeated());
    }
    return parts.size() == 1 ? parts.getFirst() : new LarkNode.Sequence(parts);
  }

  private static boolean startsPart(LarkToken token) {
    return switch (token.kind()) {
      case RULE, TERMINAL, STRING, EXPRESSION, DIRECTIVE -> true;
      case OPERATOR -> token.is("(") || token.is("[") || token.is("~") || token.is("@");
      case NUMBER, BREAK, END -> false;
    };
  }

  private LarkNode repeated() {
    budget.spend(1);
    LarkNode inner = part();
    while (true) {
      if (take("?")) {
        inner = new LarkNode.Repeat(inner, 0, 1);
      } else if (take("*")) {
        inner = new LarkNode.Repeat(inner, 0, Regexes.UNBOUNDED);
      } else if (take("+")) {
        inner = new LarkNode.Repeat(inner, 1, Regexes.UNBOUNDED);
      } else if (peek().is("~") && tokens.get(at + 1).kind() == Kind.NUMBER) {
        at++;
        int least = count();
        inner = counted(inner, least, take("..") ? count() : least);
      } else if (take("{")) {
        inner = braces(inner);
      } else {
        return inner;
      }
    }
  }

  private LarkNode braces(LarkNode inner) {
    if (startsPart(peek())) {
      throw problem(peek(), "templates are not supported");
    }
    int least = peek().is(",") ? 0 : count();
    int most = least;
    if (take(",")) {
      most = peek().is("}") ? Regexes.UNBOUNDED : count();
    }
    expect("}");
    return counted(inner, least, most);
  }

  private LarkNode counted(LarkNode inner, int least, int most) {
    if (most < least) {
      throw problem(peek(), "a count's upper bound is below its lower one");
    }
    return new LarkNode.Repeat(inner, least, most);
  }

  private int count() {
    LarkToken token = next();
    boolean valid = token.kind() == Kind.NUMBER && token.text().matches("\\d{1,9}");
    if (token.kind() == Kind.NUMBER && token.text().length() > 9
        || valid && Integer.parseInt(token.text()) > MAX_REPEATS) {
      throw new GrammarLimitException(
          "line %,d: a count is more than %,d".formatted(token.line(), MAX_REPEATS));
    }
    if (!valid) {
      throw problem(token, "a count is expected, not " + token.described());
    }
    return Integer.parseInt(token.text());
  }

  private LarkNode part() {
    LarkToken token = next();
    return switch (token.kind()) {
      case RULE, TERMINAL -> new LarkNode.Name(token.text(), token.line());
      case STRING -> text(token);
      case EXPRESSION -> new LarkNode.Expression(token.text(), flags(token), token.line());
      case DIRECTIVE -> embedded(token);
      case OPERATOR -> group(token);
      case NUMBER, BREAK, END -> throw problem(token, token.described() + " is out of place");
    };
  }

  private LarkNode group(LarkToken opening) {
    if (opening.is("~")) {
      return new LarkNode.Not(repeated(), opening.line());
    }
    if (opening.is("@")) {
      throw problem(opening, "'@' is not supported");
    }
    LarkNode inner = choice();
    if (opening.is("(")) {
      expect(")");
      return inner;
    }
    expect("]");
    return new LarkNode.Repeat(inner, 0, 1);
  }

  private LarkNode text(LarkToken token) {
    String text = LarkCommon.unescaped(token);
    if (!take("..")) {
      return new LarkNode.Text(text, flags(token));
    }
    LarkToken end = next();
    String last = end.kind() == Kind.STRING ? LarkCommon.unescaped(end) : "";
    boolean single =
        text.codePointCount(0, text.length()) == 1 && last.codePointCount(0, last.length()) == 1;
    if (!single || text.codePointAt(0) > last.codePointAt(0)) {
      throw problem(token, "a range goes from one character to a later one");
    }
    return new LarkNode.Range(text.codePointAt(0), last.codePointAt(0));
  }

  private static PatternFlags flags(LarkToken token) {
    try {
      return PatternFlags.of(token.flags());
    } catch (PatternException e) {
      throw problem(token, "the flags '" + token.flags() + "' are not all supported");
    }
  }

  private static LarkNode embedded(LarkToken token) {
    if (!token.text().equals("json")) {
      throw problem(token, "'%" + token.text() + "' is not supported");
    }
    return new LarkNode.Schema(json(token), token.line());
  }

  private static Json json(LarkToken token) {
    try {
      return Json.parse(token.flags());
    } catch (JsonSyntaxException e) {
      throw problem(token, "what follows '%" + token.text() + "' is not JSON");
    }
  }

  private LarkToken peek() {
    return tokens.get(at);
  }

  private LarkToken next() {
    return tokens.get(at + 1 < tokens.size() ? at++ : at);
  }

  private boolean take(String operator) {
    boolean found = peek().is(operator);
    at += found ? 1 : 0;
    return found;
  }

  private void expect(String operator) {
    LarkToken token = next();
    if (!token.is(operator)) {
      throw problem(token, "'" + operator + "' is expected, not " + token.described());
    }
  }

  private static DefinitionException problem(LarkToken token, String why) {
    return LarkLexer.problem(token.line(), why);
  }
}
