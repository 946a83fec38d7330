package dev.ponder.learn.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Runs the part of Python in which the curriculum calculates: numbers, texts and lists with their
/// operators, a few functions, assignments, `print`, `for`, `while` and `if` with indented blocks,
/// a statement a line or between semicolons. A model under examination writes the code, so
/// everything is bounded, nothing outside is within reach, and whatever else it writes is an error
/// as Python would report it, in one line.
public final class PythonSubset {
  private static final int LONGEST_CODE = 2_000;
  private static final int MOST_STATEMENTS = 20_000;
  private static final int LONGEST_OUTPUT = 10_000;

  private final Map<String, Value> names = new HashMap<>();
  private final StringBuilder printed = new StringBuilder();
  private int statements;

  private PythonSubset() {}

  /// What the code prints, without the last line break, or one line that begins with the kind of
  /// its error, such as `ZeroDivisionError`. Never throws.
  public static String run(String code) {
    try {
      return printed(code);
    } catch (PythonError failure) {
      return failure.line();
    }
  }

  /// What the code prints; empty when it fails.
  public static Optional<String> result(String code) {
    try {
      return Optional.of(printed(code));
    } catch (PythonError failure) {
      return Optional.empty();
    }
  }

  private static String printed(String code) {
    if (code.length() > LONGEST_CODE) {
      throw PythonError.tooMuch("the code is too long");
    }
    List<Line> lines = new ArrayList<>();
    for (String text : code.replace("\t", "    ").lines().toList()) {
      if (!text.isBlank()) {
        lines.add(new Line(text.length() - text.stripLeading().length(), text.strip()));
      }
    }
    PythonSubset run = new PythonSubset();
    run.block(lines);
    return run.printed.toString().stripTrailing();
  }

  private record Line(int indent, String text) {}

  /// Lines that all belong to one block.
  private void block(List<Line> lines) {
    int indent = lines.isEmpty() ? 0 : lines.getFirst().indent();
    int at = 0;
    while (at < lines.size()) {
      Line line = lines.get(at);
      if (line.indent() != indent) {
        throw PythonError.syntax();
      }
      int end = at + 1;
      while (end < lines.size() && lines.get(end).indent() > indent) {
        end++;
      }
      List<Line> inner = lines.subList(at + 1, end);
      boolean otherwise = end < lines.size() && isElse(lines.get(end), indent);
      int elseEnd = otherwise ? end + 1 : end;
      while (otherwise && elseEnd < lines.size() && lines.get(elseEnd).indent() > indent) {
        elseEnd++;
      }
      List<Line> other = otherwise ? lines.subList(end + 1, elseEnd) : List.of();
      statement(line.text(), inner, other);
      at = elseEnd;
    }
  }

  private static boolean isElse(Line line, int indent) {
    return line.indent() == indent && line.text().replace(" ", "").equals("else:");
  }

  private void statement(String text, List<Line> inner, List<Line> otherwise) {
    if (text.startsWith("for ") && otherwise.isEmpty()) {
      loop(text.substring(4), inner);
    } else if (text.startsWith("while ") && otherwise.isEmpty()) {
      while (head(text.substring(6), inner).holds()) {
        block(inner);
      }
    } else if (text.startsWith("if ")) {
      block(head(text.substring(3), inner).holds() ? inner : otherwise);
    } else if (inner.isEmpty() && otherwise.isEmpty()) {
      for (String part : text.split(";")) {
        if (!part.isBlank()) {
          simple(part);
        }
      }
    } else {
      throw PythonError.syntax();
    }
  }

  private void count() {
    if (++statements > MOST_STATEMENTS) {
      throw PythonError.tooMuch("the code takes too long");
    }
  }

  private Value head(String text, List<Line> inner) {
    count();
    Expressions line = Expressions.of(text, names);
    Value value = line.comparison();
    beginsBlock(line, inner);
    return value;
  }

  private static void beginsBlock(Expressions line, List<Line> inner) {
    line.expect(":");
    if (!line.atEnd() || inner.isEmpty()) {
      throw PythonError.syntax();
    }
  }

  private void loop(String text, List<Line> inner) {
    count();
    Expressions line = Expressions.of(text, names);
    String name = line.name();
    line.expect("in");
    Value all = line.comparison();
    beginsBlock(line, inner);
    for (Value one : all.each()) {
      count();
      names.put(name, one);
      block(inner);
    }
  }

  private void simple(String text) {
    count();
    Expressions line = Expressions.of(text, names);
    String operator = line.peek(1);
    if (operator.equals("=")) {
      String name = line.name();
      line.expect("=");
      names.put(name, line.comparison());
    } else if (operator.endsWith("=") && "+-*/%".indexOf(operator.charAt(0)) >= 0) {
      String name = line.name();
      Value before = Expressions.of(name, names).comparison();
      line.expect(operator);
      String sign = operator.substring(0, operator.length() - 1);
      names.put(name, Arithmetic.of(sign, before, line.comparison()));
    } else if (line.skip("print")) {
      line.expect("(");
      print(line.arguments(")"));
    } else {
      line.comparison();
    }
    if (!line.atEnd()) {
      throw PythonError.syntax();
    }
  }

  private void print(List<Value> values) {
    printed.append(values.stream().map(Value::shown).collect(Collectors.joining(" "))).append('\n');
    if (printed.length() > LONGEST_OUTPUT) {
      throw PythonError.tooMuch("the code prints too much");
    }
  }
}
