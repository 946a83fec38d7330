package dev.ponder.learn;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The part of Python in which the curriculum calculates, run in this process: whole numbers,
/// names, `+ - * // % **`, parentheses, assignments and `print`, one statement a line or between
/// semicolons. A model under examination writes the code, so everything is bounded, and whatever
/// else it writes is an error as Python would report it, in one line.
///
/// ```text
/// program    = statement { ( newline | ";" ) statement }
/// statement  = [ name "=" sum | "print" "(" [ sum { "," sum } ] ")" | sum ]
/// sum        = product { ( "+" | "-" ) product }
/// product    = signed { ( "*" | "//" | "%" ) signed }
/// signed     = "-" signed | power
/// power      = atom [ "**" signed ]
/// atom       = number | name | "(" sum ")"
/// ```
public final class PythonSubset {
  private static final int LONGEST_CODE = 2_000;
  private static final int MOST_BITS = 4_000;
  private static final int DEEPEST = 50;
  private static final Pattern TOKEN =
      Pattern.compile("[ \\t]*+(?:(\\d++)|([A-Za-z_]\\w*+)|(\\*\\*|//|[-+*%(),=;\\n]))");

  private final List<String> tokens;
  private final Map<String, BigInteger> names = new HashMap<>();
  private final List<String> printed = new ArrayList<>();
  private int at;
  private int depth;

  private PythonSubset(List<String> tokens) {
    this.tokens = tokens;
  }

  /// What the code prints, without the last line break, or one line that begins with the kind of
  /// its error, such as `ZeroDivisionError`. Never throws.
  public static String run(String code) {
    try {
      return printed(code);
    } catch (Failure failure) {
      return failure.text;
    }
  }

  /// What the code prints; empty when it fails.
  public static Optional<String> result(String code) {
    try {
      return Optional.of(printed(code));
    } catch (Failure failure) {
      return Optional.empty();
    }
  }

  private static String printed(String code) {
    PythonSubset run = new PythonSubset(tokens(code));
    run.program();
    return String.join("\n", run.printed);
  }

  /// Ends a run; a line such as `NameError: name 'x' is not defined`.
  private static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String text;

    Failure(String kind, String what) {
      super(kind + ": " + what, null, false, false);
      this.text = kind + ": " + what;
    }
  }

  private static List<String> tokens(String code) {
    if (code.length() > LONGEST_CODE) {
      throw new Failure("MemoryError", "the code is too long");
    }
    String text = code.replace("\r\n", "\n").stripTrailing();
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.lookingAt()) {
      tokens.add(matcher.group().strip().isEmpty() ? "\n" : matcher.group().strip());
      end = matcher.end();
      matcher.region(end, text.length());
    }
    if (end < text.length()) {
      throw invalid();
    }
    return tokens;
  }

  private static Failure invalid() {
    return new Failure("SyntaxError", "invalid syntax");
  }

  private String peek() {
    return at < tokens.size() ? tokens.get(at) : "\n";
  }

  private boolean skip(String token) {
    boolean there = at < tokens.size() && tokens.get(at).equals(token);
    at += there ? 1 : 0;
    return there;
  }

  private void expect(String token) {
    if (!skip(token)) {
      throw invalid();
    }
  }

  private void program() {
    while (at < tokens.size()) {
      if (!skip("\n") && !skip(";")) {
        statement();
        if (at < tokens.size() && !skip("\n") && !skip(";")) {
          throw invalid();
        }
      }
    }
  }

  private void statement() {
    boolean assignment = at + 1 < tokens.size() && tokens.get(at + 1).equals("=");
    if (assignment && isName(peek())) {
      String name = peek();
      at += 2;
      names.put(name, sum());
    } else if (skip("print")) {
      expect("(");
      List<String> words = new ArrayList<>();
      while (!skip(")")) {
        words.add(sum().toString());
        if (!skip(",") && !peek().equals(")")) {
          throw invalid();
        }
      }
      printed.add(String.join(" ", words));
    } else {
      sum();
    }
  }

  private BigInteger sum() {
    if (++depth > DEEPEST) {
      throw new Failure("SyntaxError", "too many nested parentheses");
    }
    BigInteger value = product();
    while (peek().equals("+") || peek().equals("-")) {
      boolean plus = tokens.get(at++).equals("+");
      BigInteger other = product();
      value = bounded(plus ? value.add(other) : value.subtract(other));
    }
    depth--;
    return value;
  }

  private BigInteger product() {
    BigInteger value = signed();
    while (true) {
      if (skip("*")) {
        value = bounded(value.multiply(signed()));
      } else if (skip("//")) {
        value = divided(value, signed())[0];
      } else if (skip("%")) {
        value = divided(value, signed())[1];
      } else {
        return value;
      }
    }
  }

  /// Quotient rounded down and its remainder, which has the divisor's sign.
  private static BigInteger[] divided(BigInteger value, BigInteger by) {
    if (by.signum() == 0) {
      throw new Failure("ZeroDivisionError", "division by zero");
    }
    BigInteger[] parts = value.divideAndRemainder(by);
    if (parts[1].signum() * by.signum() < 0) {
      return new BigInteger[] {parts[0].subtract(BigInteger.ONE), parts[1].add(by)};
    }
    return parts;
  }

  private BigInteger signed() {
    if (++depth > DEEPEST) {
      throw new Failure("SyntaxError", "too many nested operators");
    }
    BigInteger value = skip("-") ? signed().negate() : power();
    depth--;
    return value;
  }

  private BigInteger power() {
    BigInteger base = atom();
    if (!skip("**")) {
      return base;
    }
    BigInteger exponent = signed();
    if (exponent.signum() < 0 || exponent.bitLength() > 12) {
      throw new Failure("OverflowError", "the exponent is out of range");
    }
    if ((long) base.bitLength() * exponent.intValue() > MOST_BITS) {
      throw new Failure("OverflowError", "the number is too large");
    }
    return base.pow(exponent.intValue());
  }

  private BigInteger atom() {
    String token = peek();
    if (skip("(")) {
      BigInteger value = sum();
      expect(")");
      return value;
    }
    if (Character.isDigit(token.charAt(0))) {
      at++;
      return bounded(new BigInteger(token));
    }
    if (!isName(token)) {
      throw invalid();
    }
    at++;
    BigInteger value = names.get(token);
    if (value == null) {
      throw new Failure("NameError", "name '%s' is not defined".formatted(token));
    }
    return value;
  }

  private static boolean isName(String token) {
    return Character.isLetter(token.charAt(0)) || token.charAt(0) == '_';
  }

  private static BigInteger bounded(BigInteger value) {
    if (value.bitLength() > MOST_BITS) {
      throw new Failure("OverflowError", "the number is too large");
    }
    return value;
  }
}
