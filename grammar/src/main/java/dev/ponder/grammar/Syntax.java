package dev.ponder.grammar;

import java.util.List;

/// What a text or a part of it consists of: the syntax tree of a grammar's rule. Nodes are compared
/// by identity.
final class Syntax {

  /// How it is made of smaller ones.
  sealed interface Shape {
    /// A word of the expression, never the empty one.
    record Lexeme(Regex regex) implements Shape {}

    /// One after the other.
    record Sequence(List<Syntax> parts) implements Shape {}

    /// One of several.
    record Choice(List<Syntax> options) implements Shape {}

    /// So many times; [Regexes#UNBOUNDED] for no bound.
    record Repeat(Syntax inner, int least, int most) implements Shape {}

    /// What a rule of the same grammar stands for.
    record Call(Nonterminal rule) implements Shape {}

    /// What a rule made elsewhere stands for, which is never nothing at all.
    record Made(Rule rule) implements Shape {}
  }

  /// A rule of a grammar; rules refer to each other in circles.
  static final class Nonterminal {
    final String name;

    /// What the rule stands for; a choice of nothing until that is known.
    Syntax body = new Syntax(new Shape.Choice(List.of()));

    /// Whether the body is read as a rule of its own, rather than in place of the reference.
    boolean apart;

    final Rule rule = new Rule(() -> this.body.nullable);

    Nonterminal(String name) {
      this.name = name;
    }
  }

  private static final int UNKNOWN = -2;

  final Shape shape;

  /// Whether any text is one, see [Solver].
  boolean alive;

  /// Whether the empty text is one, see [Solver].
  boolean nullable;

  private int lastNeeded = UNKNOWN;

  Syntax(Shape shape) {
    this.shape = shape;
  }

  /// The words of an expression. Lexemes are never empty; where the empty word matches, it may be
  /// left out.
  static Syntax word(Regex regex, Regexes regexes) {
    if (!regexes.alive(regex)) {
      return new Syntax(new Shape.Choice(List.of()));
    }
    if (regex == regexes.empty) {
      return new Syntax(new Shape.Sequence(List.of()));
    }
    if (!regex.nullable) {
      return new Syntax(new Shape.Lexeme(regex));
    }
    Regex longer = regexes.both(regex, regexes.not(regexes.empty));
    Shape some = regexes.alive(longer) ? new Shape.Lexeme(longer) : new Shape.Choice(List.of());
    return new Syntax(new Shape.Repeat(new Syntax(some), 0, 1));
  }

  /// The last of its parts that cannot be nothing, -1 when all can; once solved.
  int lastNeeded() {
    if (lastNeeded == UNKNOWN) {
      List<Syntax> parts = parts();
      int last = parts.size() - 1;
      while (last >= 0 && parts.get(last).nullable) {
        last--;
      }
      lastNeeded = last;
    }
    return lastNeeded;
  }

  /// The parts it is made of, bodies of rules included.
  List<Syntax> parts() {
    return switch (shape) {
      case Shape.Lexeme _, Shape.Made _ -> List.of();
      case Shape.Sequence(List<Syntax> parts) -> parts;
      case Shape.Choice(List<Syntax> options) -> options;
      case Shape.Repeat(Syntax inner, int _, int most) -> most == 0 ? List.of() : List.of(inner);
      case Shape.Call(Nonterminal rule) -> List.of(rule.body);
    };
  }
}
