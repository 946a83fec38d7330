package dev.ponder.grammar;

import dev.ponder.grammar.Syntax.Nonterminal;
import dev.ponder.grammar.Syntax.Shape;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A place in a rule that was written as [Syntax]: what of it is still to come, as a stack.
///
/// Rules are read in place of their references as far as that ends, so that most grammars are one
/// automaton and only true nesting costs the parser work. The same holds for a reference at the
/// very end of a rule, recursive or not: what follows it is what follows the rule. So a list that
/// is written as an item and a list runs as a loop.
final class Todo implements Rule.Place {
  // Beyond, references are rules of their own again, to keep comparing and walking stacks cheap.
  private static final int MAX_DEPTH = 12;

  private final Syntax first;
  private final int at;
  private final @Nullable Todo rest;
  private final Budget budget;
  private final int depth;
  private final int hash;

  /// @param at how many parts of a sequence or rounds of a repetition are done
  private Todo(Syntax first, int at, @Nullable Todo rest, Budget budget) {
    this.first = first;
    this.at = at;
    this.rest = rest;
    this.budget = budget;
    this.depth = rest == null ? 1 : rest.depth + 1;
    this.hash = 31 * (31 * System.identityHashCode(first) + at) + (rest == null ? 0 : rest.hash);
  }

  /// Where that syntax begins.
  static Todo all(Syntax syntax, Budget budget) {
    return new Todo(syntax, 0, null, budget);
  }

  @Override
  public boolean ends() {
    for (Todo here = this; here != null; here = here.rest) {
      if (!here.mayEnd()) {
        return false;
      }
    }
    return true;
  }

  private boolean mayEnd() {
    return switch (first.shape) {
      case Shape.Sequence _ -> at > first.lastNeeded();
      case Shape.Repeat(Syntax inner, int least, int _) -> at >= least || inner.nullable;
      case Shape.Lexeme _, Shape.Made _, Shape.Choice _, Shape.Call _ -> first.nullable;
    };
  }

  @Override
  public void expand(Rule.Edges edges) {
    Set<Todo> seen = new HashSet<>(Set.of(leastRounds()));
    ArrayDeque<Todo> open = new ArrayDeque<>(List.of(this));
    while (!open.isEmpty()) {
      Todo here = open.remove();
      budget.spend(1);
      here.unfold(
          edges,
          next -> {
            if (next instanceof Todo todo && seen.add(todo.leastRounds())) {
              open.add(todo);
            }
          });
    }
  }

  /// The same for all places that one need not tell apart within one look around: a round of
  /// nothing is as good as no round, so what may follow more rounds may follow fewer.
  private Todo leastRounds() {
    return first.shape instanceof Shape.Repeat(Syntax inner, int _, int _) && inner.nullable
        ? new Todo(first, 0, rest, budget)
        : this;
  }

  private void unfold(Rule.Edges edges, Consumer<Rule.Place> open) {
    switch (first.shape) {
      case Shape.Lexeme(Regex regex) -> edges.lexeme(regex, after());
      case Shape.Made(Rule rule) -> edges.call(rule, after());
      case Shape.Sequence(List<Syntax> parts) -> {
        if (first.alive || at > 0) {
          open.accept(at == parts.size() ? after() : with(parts.get(at), stay(parts.size())));
        }
      }
      case Shape.Choice(List<Syntax> options) -> {
        budget.spend(options.size());
        options.stream().filter(o -> o.alive).forEach(o -> open.accept(with(o, rest)));
      }
      case Shape.Repeat(Syntax inner, int least, int most) -> {
        if (at >= least || inner.nullable) {
          open.accept(after());
        }
        if (at < most && inner.alive) {
          open.accept(with(inner, round(least, most)));
        }
      }
      case Shape.Call(Nonterminal rule) -> {
        if (rule.apart && rest != null || depth > MAX_DEPTH) {
          edges.call(rule.rule, after());
        } else {
          open.accept(with(rule.body, rest));
        }
      }
    }
  }

  private Rule.Place after() {
    return rest == null ? new Done() : rest;
  }

  private Todo with(Syntax next, @Nullable Todo then) {
    return new Todo(next, 0, then, budget);
  }

  /// What is left of a sequence behind its next part; nothing of its own when that is the last.
  private @Nullable Todo stay(int parts) {
    return at + 1 == parts ? rest : new Todo(first, at + 1, rest, budget);
  }

  /// What is left behind one more round, counted no further than it matters.
  private @Nullable Todo round(int least, int most) {
    int matters = most == Regexes.UNBOUNDED ? least : most;
    int done = Math.min(at + 1, matters);
    return done == most ? rest : new Todo(first, done, rest, budget);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Todo todo
        && todo.hash == hash
        && todo.first == first
        && todo.at == at
        && Objects.equals(todo.rest, rest);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /// The end of a rule.
  private record Done() implements Rule.Place {
    @Override
    public boolean ends() {
      return true;
    }

    @Override
    public void expand(Rule.Edges edges) {}
  }
}
