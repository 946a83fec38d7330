package dev.ponder.learn.python;

import dev.ponder.learn.python.Value.Items;
import dev.ponder.learn.python.Value.Real;
import dev.ponder.learn.python.Value.Text;
import dev.ponder.learn.python.Value.Truth;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads and works out the expressions of one line, by recursive descent:
///
/// ```text
/// comparison = sum [ ( "<" | ">" | "<=" | ">=" | "==" | "!=" ) sum ]
/// sum        = product { ( "+" | "-" ) product }
/// product    = signed { ( "*" | "//" | "/" | "%" ) signed }
/// signed     = "-" signed | power
/// power      = atom { "[" index "]" | "." name "(" arguments ")" } [ "**" signed ]
/// atom       = number | text | name | name "(" arguments ")" | "(" comparison ")" | "[" arguments "]"
/// ```
final class Expressions {
  private static final int DEEPEST = 50;
  private static final Pattern TOKEN =
      Pattern.compile(
          "[ \\t]*+(?:(\\d++(?:\\.\\d++)?)|([A-Za-z_]\\w*+)|('[^'\\\\]*+'|\"[^\"\\\\]*+\")"
              + "|(\\*\\*=?|//=?|[<>=!]=|[-+*/%]=?|[(),=.:<>\\[\\]]))");

  private final List<String> tokens;
  private final Map<String, Value> names;
  private int at;
  private int depth;

  private Expressions(List<String> tokens, Map<String, Value> names) {
    this.tokens = tokens;
    this.names = names;
  }

  /// The expressions of that line, with these names.
  static Expressions of(String line, Map<String, Value> names) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(line.stripTrailing());
    int end = 0;
    while (matcher.lookingAt()) {
      tokens.add(matcher.group().strip());
      end = matcher.end();
      matcher.region(end, matcher.regionEnd());
    }
    if (end < line.stripTrailing().length()) {
      throw PythonError.syntax();
    }
    return new Expressions(tokens, names);
  }

  boolean atEnd() {
    return at == tokens.size();
  }

  /// The token at that distance, or nothing behind the last.
  String peek(int distance) {
    return at + distance < tokens.size() ? tokens.get(at + distance) : "";
  }

  boolean skip(String token) {
    boolean there = peek(0).equals(token);
    at += there ? 1 : 0;
    return there;
  }

  void expect(String token) {
    if (!skip(token)) {
      throw PythonError.syntax();
    }
  }

  String name() {
    String token = peek(0);
    if (token.isEmpty() || !(Character.isLetter(token.charAt(0)) || token.charAt(0) == '_')) {
      throw PythonError.syntax();
    }
    at++;
    return token;
  }

  Value comparison() {
    deeper();
    Value left = sum();
    String sign = peek(0);
    if (List.of("<", ">", "<=", ">=", "==", "!=").contains(sign)) {
      at++;
      Value right = sum();
      left =
          new Truth(
              switch (sign) {
                case "<" -> left.compared(right) < 0;
                case ">" -> left.compared(right) > 0;
                case "<=" -> left.compared(right) <= 0;
                case ">=" -> left.compared(right) >= 0;
                case "==" -> left.equals(right);
                default -> !left.equals(right);
              });
    }
    depth--;
    return left;
  }

  private void deeper() {
    if (++depth > DEEPEST) {
      throw PythonError.tooMuch("too many nested parentheses");
    }
  }

  private Value sum() {
    Value value = product();
    while (peek(0).equals("+") || peek(0).equals("-")) {
      value = Arithmetic.of(tokens.get(at++), value, product());
    }
    return value;
  }

  private Value product() {
    Value value = signed();
    while (List.of("*", "/", "//", "%").contains(peek(0))) {
      value = Arithmetic.of(tokens.get(at++), value, signed());
    }
    return value;
  }

  private Value signed() {
    deeper();
    Value value = skip("-") ? Arithmetic.of("*", Value.of(-1), signed()) : power();
    depth--;
    return value;
  }

  private Value power() {
    Value base = atom();
    while (true) {
      if (skip("[")) {
        base = part(base);
      } else if (skip(".")) {
        String method = name();
        expect("(");
        base = Functions.method(base, method, arguments(")"));
      } else {
        return skip("**") ? Arithmetic.of("**", base, signed()) : base;
      }
    }
  }

  /// After the bracket: `i]` or `::-1]`.
  private Value part(Value of) {
    List<Value> all = of.each();
    if (skip(":")) {
      expect(":");
      expect("-");
      expect("1");
      expect("]");
      return of instanceof Text(String text)
          ? new Text(new StringBuilder(text).reverse().toString())
          : new Items(all.reversed());
    }
    int index = comparison().count();
    expect("]");
    int from = index < 0 ? all.size() + index : index;
    if (from < 0 || from >= all.size()) {
      throw PythonError.index();
    }
    return all.get(from);
  }

  /// Up to that bracket.
  List<Value> arguments(String close) {
    List<Value> given = new ArrayList<>();
    while (!skip(close)) {
      given.add(comparison());
      if (!skip(",") && !peek(0).equals(close)) {
        throw PythonError.syntax();
      }
    }
    return given;
  }

  private Value atom() {
    String token = peek(0);
    if (token.isEmpty()) {
      throw PythonError.syntax();
    }
    if (skip("(")) {
      Value value = comparison();
      expect(")");
      return value;
    }
    if (skip("[")) {
      return new Items(arguments("]"));
    }
    char first = token.charAt(0);
    if (Character.isDigit(first)) {
      at++;
      return token.contains(".")
          ? new Real(Double.parseDouble(token))
          : Arithmetic.bounded(new BigInteger(token));
    }
    if (first == '\'' || first == '"') {
      at++;
      return new Text(token.substring(1, token.length() - 1));
    }
    String name = name();
    if (skip("(")) {
      Optional<Value> result = Functions.call(name, arguments(")"));
      return result.orElseThrow(() -> PythonError.name(name));
    }
    Value value = names.get(name);
    if (value == null) {
      throw PythonError.name(name);
    }
    return value;
  }
}
