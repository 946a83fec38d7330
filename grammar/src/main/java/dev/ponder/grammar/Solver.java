package dev.ponder.grammar;

import dev.ponder.grammar.Syntax.Nonterminal;
import dev.ponder.grammar.Syntax.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/// Finds out what must be known of a grammar before it is read: which parts have a text at all,
/// which have the empty one, and which rules cannot be read in place of their references.
///
/// The first two are least fixpoints, in linear time: each part counts the parts it still waits
/// for, and tells those that wait for it when there are none (Dowling and Gallier 1984).
final class Solver {
  private final Budget budget;
  private final List<Syntax> all = new ArrayList<>();
  private final Map<Syntax, List<Syntax>> owners = new IdentityHashMap<>();

  private Solver(Budget budget) {
    this.budget = budget;
  }

  static void solve(Syntax root, Budget budget) {
    Solver solver = new Solver(budget);
    solver.collect(root);
    solver.prove(Solver::textNeeds, s -> s.alive = true);
    solver.prove(Solver::nothingNeeds, s -> s.nullable = true);
    solver.setApart(root);
  }

  private void collect(Syntax root) {
    ArrayDeque<Syntax> open = new ArrayDeque<>(List.of(root));
    owners.put(root, new ArrayList<>());
    while (!open.isEmpty()) {
      Syntax here = open.remove();
      all.add(here);
      budget.spend(1 + here.parts().size());
      for (Syntax part : here.parts()) {
        List<Syntax> known = owners.get(part);
        if (known == null) {
          known = new ArrayList<>();
          owners.put(part, known);
          open.add(part);
        }
        known.add(here);
      }
    }
  }

  /// How many of its parts must have a text, for it to have one; none when it has in any case.
  private static int textNeeds(Syntax syntax) {
    return switch (syntax.shape) {
      case Shape.Lexeme _, Shape.Made _ -> 0;
      case Shape.Sequence(List<Syntax> parts) -> parts.size();
      case Shape.Choice _, Shape.Call _ -> 1;
      case Shape.Repeat(Syntax _, int least, int most) -> least == 0 || most == 0 ? 0 : 1;
    };
  }

  /// The same for having the empty text; lexemes wait for what never comes.
  private static int nothingNeeds(Syntax syntax) {
    return switch (syntax.shape) {
      case Shape.Lexeme _, Shape.Made _ -> Integer.MAX_VALUE;
      case Shape.Sequence _, Shape.Choice _, Shape.Call _, Shape.Repeat _ -> textNeeds(syntax);
    };
  }

  private void prove(ToIntFunction<Syntax> needs, Consumer<Syntax> mark) {
    Map<Syntax, Integer> missing = new IdentityHashMap<>();
    ArrayDeque<Syntax> proven = new ArrayDeque<>();
    for (Syntax syntax : all) {
      int needed = needs.applyAsInt(syntax);
      missing.put(syntax, needed);
      if (needed == 0) {
        proven.add(syntax);
      }
    }
    while (!proven.isEmpty()) {
      Syntax here = proven.remove();
      mark.accept(here);
      for (Syntax owner : owners.getOrDefault(here, List.of())) {
        if (missing.merge(owner, -1, Integer::sum) == 0) {
          proven.add(owner);
        }
      }
    }
  }

  /// Every circle of rules has one that is read apart, so that reading the others in place ends:
  /// those that a search in depth meets again while it is inside them.
  private void setApart(Syntax root) {
    Set<Syntax> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Syntax> inside = Collections.newSetFromMap(new IdentityHashMap<>());
    ArrayDeque<Iterator<Syntax>> ways = new ArrayDeque<>();
    ArrayDeque<Syntax> path = new ArrayDeque<>();
    Syntax next = root;
    while (true) {
      if (seen.add(next)) {
        inside.add(next);
        path.push(next);
        ways.push(next.parts().iterator());
      }
      while (!ways.isEmpty() && !ways.element().hasNext()) {
        ways.pop();
        inside.remove(path.pop());
      }
      if (ways.isEmpty()) {
        return;
      }
      next = ways.element().next();
      if (inside.contains(next) && path.element().shape instanceof Shape.Call(Nonterminal rule)) {
        rule.apart = true;
      }
    }
  }
}
