package dev.ponder.model.tokenizer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/// A regular expression as pre-tokenizers use them: a parsed tree over sets of characters.
///
/// Known are alternatives, groups `(?:…)` and `(?i:…)`, classes `[…]` with ranges and a class to
/// leave out `&&[^…]`, `\s \S \d \r \n \t \p{…}`, the quantifiers `? * + {n} {m,n}`, and `(?!…)`
/// with one class in it. These are the program's own tables, not input: a mistake is an
/// [IllegalArgumentException].
sealed interface Expression {
  int UNBOUNDED = Integer.MAX_VALUE;

  /// One character of the set.
  record One(IntPredicate set) implements Expression {}

  /// All of them in order.
  record InOrder(List<Expression> parts) implements Expression {}

  /// The first of them with which the rest matches too.
  record FirstOf(List<Expression> alternatives) implements Expression {}

  /// As many as possible, with which the rest matches too.
  record Repeated(Expression body, int least, int most) implements Expression {}

  /// Nothing, where no character of the set follows.
  record NotBefore(IntPredicate set) implements Expression {}

  static Expression parse(String text) {
    return new Parser(text).whole();
  }

  /// Reads an expression from left to right.
  final class Parser {
    private final String text;
    private int at;
    private boolean anyCase;

    /// Sets by their spelling, so that equal ones are the same.
    private final Map<String, IntPredicate> sets = new HashMap<>();

    private Parser(String text) {
      this.text = text;
    }

    Expression whole() {
      Expression expression = alternatives();
      require(at == text.length());
      return expression;
    }

    private Expression alternatives() {
      List<Expression> alternatives = new ArrayList<>();
      do {
        alternatives.add(sequence());
      } while (skip("|"));
      return alternatives.size() == 1 ? alternatives.getFirst() : new FirstOf(alternatives);
    }

    private Expression sequence() {
      List<Expression> parts = new ArrayList<>();
      while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
        parts.add(quantified(single()));
      }
      return new InOrder(parts);
    }

    private Expression single() {
      if (skip("(?!")) {
        Expression one = single();
        require(skip(")") && one instanceof One);
        return new NotBefore(((One) one).set);
      }
      if (skip("(")) {
        boolean outer = anyCase;
        anyCase |= skip("?i:");
        skip("?:");
        Expression group = alternatives();
        require(skip(")"));
        anyCase = outer;
        return group;
      }
      int from = at;
      IntPredicate set = skip("[") ? set() : character();
      String spelling = text.substring(from, at) + (anyCase ? "i" : "");
      return new One(sets.computeIfAbsent(spelling, _ -> set));
    }

    private Expression quantified(Expression body) {
      if (skip("?")) {
        return new Repeated(body, 0, 1);
      }
      if (skip("*")) {
        return new Repeated(body, 0, UNBOUNDED);
      }
      if (skip("+")) {
        return new Repeated(body, 1, UNBOUNDED);
      }
      if (skip("{")) {
        int least = number();
        int most = skip(",") ? number() : least;
        require(skip("}"));
        return new Repeated(body, least, most);
      }
      return body;
    }

    private int number() {
      int value = 0;
      while (Character.isDigit(text.charAt(at))) {
        value = value * 10 + Character.digit(text.charAt(at++), 10);
      }
      return value;
    }

    /// The rest of a class behind its bracket.
    private IntPredicate set() {
      boolean negated = skip("^");
      IntPredicate set = character -> false;
      IntPredicate left = character -> true;
      while (!skip("]")) {
        if (skip("&&[")) {
          left = set();
        } else {
          set = set.or(range());
        }
      }
      IntPredicate whole = set.and(left);
      return negated ? whole.negate() : whole;
    }

    private IntPredicate range() {
      int first = text.codePointAt(at);
      if (first == '\\' && "\\[]-'/".indexOf(text.charAt(at + 1)) >= 0) {
        at++;
        first = text.charAt(at);
      } else if (first == '\\') {
        return character();
      }
      at += Character.charCount(first);
      int low = first;
      if (at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']') {
        at++;
        skip("\\");
        int high = text.codePointAt(at);
        at += Character.charCount(high);
        return character -> character >= low && character <= high;
      }
      return character -> character == low;
    }

    private IntPredicate character() {
      int literal = text.codePointAt(at);
      at += Character.charCount(literal);
      if (literal != '\\') {
        return anyCase ? CharacterSets.ofAnyCase(literal) : character -> character == literal;
      }
      char escape = text.charAt(at++);
      return switch (escape) {
        case 's' -> CharacterSets::isSpace;
        case 'S' -> character -> !CharacterSets.isSpace(character);
        case 'd' -> Character::isDigit;
        case 'r' -> character -> character == '\r';
        case 'n' -> character -> character == '\n';
        case 't' -> character -> character == '\t';
        case 'p' -> property();
        default -> throw new IllegalArgumentException("\\" + escape + " in " + text);
      };
    }

    private IntPredicate property() {
      int end = text.indexOf('}', at);
      String name = text.substring(at + 1, end);
      at = end + 1;
      return CharacterSets.property(name);
    }

    private boolean skip(String expected) {
      if (!text.startsWith(expected, at)) {
        return false;
      }
      at += expected.length();
      return true;
    }

    private void require(boolean condition) {
      if (!condition) {
        throw new IllegalArgumentException("at " + at + " of " + text);
      }
    }
  }
}
