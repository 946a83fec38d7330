package dev.ponder.grammar;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A nonterminal, as an automaton over lexemes and other rules whose states are made on demand.
///
/// A context-free rule would be a handful of dotted productions. An object of a schema is not: it
/// must know which members it has seen and how many, an array how far it has come. As an automaton
/// that unfolds while it is used, each is one rule, however many orders and counts it allows.
final class Rule {

  /// What distinguishes the states of one rule: a value of the rule's own. Equal values are the
  /// same state.
  interface Place {
    /// Whether the rule may end here.
    boolean ends();

    /// Adds what may come next.
    void expand(Edges edges);

    /// Where in an object it is, as far as names matter there.
    default Naming.Step step() {
      return Naming.Step.NONE;
    }
  }

  /// Takes what may come next.
  interface Edges {
    void lexeme(Regex lexeme, Place next);

    void call(Rule rule, Place next);
  }

  /// A step over one lexeme.
  record Scan(Regex lexeme, State next) {}

  /// A step over a whole rule.
  record Call(Rule rule, State next) {}

  /// A place of a rule, with the steps from it once they are known.
  final class State implements Edges {
    final Place place;
    final List<Scan> scans = new ArrayList<>();
    final List<Call> calls = new ArrayList<>();
    private boolean expanded;

    private State(Place place) {
      this.place = place;
    }

    Rule rule() {
      return Rule.this;
    }

    boolean ends() {
      return place.ends();
    }

    /// The place inside a lexeme that leads to that step's end, when that much of it is left.
    State within(Regex rest, Scan scan) {
      return state(new Within(rest, scan.next().place));
    }

    State expanded() {
      if (!expanded) {
        // Anew from the start, should a limit have ended an earlier attempt.
        scans.clear();
        calls.clear();
        place.expand(this);
        expanded = true;
      }
      return this;
    }

    @Override
    public void lexeme(Regex lexeme, Place next) {
      scans.add(new Scan(lexeme, state(next)));
    }

    @Override
    public void call(Rule rule, Place next) {
      calls.add(new Call(rule, state(next)));
    }
  }

  /// Within a lexeme of which that much is still to come.
  private record Within(Regex rest, Place next) implements Place {
    @Override
    public boolean ends() {
      return false;
    }

    @Override
    public void expand(Edges edges) {
      edges.lexeme(rest, next);
    }
  }

  private static final int MAX_KEPT = 100_000;

  private final Map<Place, State> states = new HashMap<>();
  private final BooleanSupplier nullable;
  private @Nullable Place start;

  /// @param nullable whether the rule matches nothing at all as well
  Rule(BooleanSupplier nullable) {
    this.nullable = nullable;
  }

  /// Says where the rule starts: once, before its first use. Apart from the constructor because
  /// rules refer to each other in circles.
  void define(Place place) {
    start = place;
  }

  boolean nullable() {
    return nullable.getAsBoolean();
  }

  State start() {
    if (start == null) {
      throw new IllegalStateException("a rule was used before it was defined");
    }
    return state(start);
  }

  /// Forgets states when they are many; those in use stay valid.
  private State state(Place place) {
    if (states.size() > MAX_KEPT) {
      states.clear();
    }
    return states.computeIfAbsent(place, State::new);
  }
}
