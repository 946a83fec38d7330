package dev.ponder.grammar;

import dev.ponder.grammar.Row.Item;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A grammar as a machine that reads bytes: a row of the parser and a state of the lexer, both
/// interned and made when first reached.
///
/// Nothing is lost to ambiguity. All lexemes that a byte may belong to are read at once, all that
/// may end at the same place end together, and where one may both go on and end, both are followed
/// as one, see [Fork]. JSON is written without such places; there only a lexeme's end costs more
/// than a look into a table.
///
/// Not thread-safe; whoever uses it holds its monitor.
final class Automaton {
  private static final int MAX_KEPT = 20_000;

  private final Regexes regexes;
  private final Rule root;
  private final Row first;
  private final Map<LexState.Key, LexState> states = new HashMap<>();
  private final Map<LexState.Ended, LexState.Ended> ends = new HashMap<>();
  private final Map<Set<Item>, Row> rows = new HashMap<>();
  private int forks;

  Automaton(Regexes regexes, Rule root) {
    this.regexes = regexes;
    this.root = root;
    this.first = new Row(root, regexes.budget());
  }

  /// Where every text begins.
  Spot start() {
    return new Spot(first, first.start(this));
  }

  Budget budget() {
    return regexes.budget();
  }

  Regexes regexes() {
    return regexes;
  }

  /// Begins a piece of work of bounded steps, and forgets what has grown too large. Forgotten
  /// states and rows that are still in use stay valid and unfold anew.
  void begin() {
    regexes.budget().renew();
    regexes.trim();
    if (states.size() > MAX_KEPT) {
      states.values().forEach(LexState::forgetSteps);
      states.clear();
      ends.clear();
    }
    if (rows.size() > MAX_KEPT || forks > MAX_KEPT) {
      rows.values().forEach(Row::forgetSteps);
      first.forgetSteps();
      rows.clear();
      forks = 0;
    }
  }

  /// The state before those lexemes.
  LexState lexing(List<Regex> lexemes) {
    List<Regex> sorted =
        lexemes.stream().filter(regexes::alive).sorted(Comparator.comparingInt(r -> r.id)).toList();
    return state(new LexState.Key(sorted, sorted, false));
  }

  Row row(Set<Item> kernel) {
    Row known = rows.get(kernel);
    if (known == null) {
      known = new Row(kernel, regexes.budget());
      rows.put(kernel, known);
    }
    return known;
  }

  /// How much memory all that is kept takes, about: tables of 256 for each state and fork, and
  /// small objects.
  long bytes() {
    return 1_200L * (states.size() + forks) + 800L * rows.size() + 250L * regexes.size();
  }

  void forked() {
    forks++;
  }

  /// Two spots of the same text as one.
  Spot joined(Spot one, Spot other) {
    Set<Item> kernel = new LinkedHashSet<>();
    one.row().within(one.state(), kernel);
    other.row().within(other.state(), kernel);
    Row row = row(kernel);
    return new Spot(row, row.start(this));
  }

  /// The spot after one more byte; a dead one when it cannot follow.
  Spot step(Spot from, int value) {
    LexState state = from.state();
    return state.ended == null
        ? new Spot(from.row(), step(state, value))
        : from.row().fork(state, state.ended, this).step(value, this);
  }

  /// The state after one more byte of the same lexeme; [LexState#DEAD] when there is none.
  LexState step(LexState from, int value) {
    LexState known = from.next[value];
    if (known != null) {
      return known;
    }
    LexState found = derive(from, value);
    short[] classes = from.classes().of();
    for (int other = 0; other < 256; other++) {
      if (classes[other] == classes[value]) {
        from.next[other] = found;
      }
    }
    return found;
  }

  private LexState derive(LexState from, int value) {
    List<Regex> lexemes = new ArrayList<>();
    List<Regex> rests = new ArrayList<>();
    for (int i = 0; i < from.key.rests().size(); i++) {
      Regex rest = regexes.derivative(from.key.rests().get(i), value);
      if (regexes.alive(rest)) {
        lexemes.add(from.key.lexemes().get(i));
        rests.add(rest);
      }
    }
    budget().spend(from.key.rests().size());
    return lexemes.isEmpty() ? LexState.DEAD : state(new LexState.Key(lexemes, rests, true));
  }

  /// That state without the readings in which those lexemes are under way.
  LexState without(LexState from, Set<Regex> lexemes) {
    List<Regex> others = new ArrayList<>();
    List<Regex> rests = new ArrayList<>();
    for (int i = 0; i < from.key.lexemes().size(); i++) {
      if (!lexemes.contains(from.key.lexemes().get(i))) {
        others.add(from.key.lexemes().get(i));
        rests.add(from.key.rests().get(i));
      }
    }
    budget().spend(from.key.rests().size());
    return others.isEmpty()
        ? LexState.DEAD
        : state(new LexState.Key(others, rests, from.key.begun()));
  }

  private LexState state(LexState.Key key) {
    LexState known = states.get(key);
    if (known == null) {
      known = new LexState(key, ended(key));
      states.put(key, known);
    }
    return known;
  }

  private LexState.@org.jspecify.annotations.Nullable Ended ended(LexState.Key key) {
    List<Regex> lexemes = new ArrayList<>();
    for (int i = 0; i < key.rests().size(); i++) {
      if (key.rests().get(i).nullable) {
        lexemes.add(key.lexemes().get(i));
      }
    }
    LexState.Ended made = new LexState.Ended(lexemes);
    return lexemes.isEmpty() ? null : ends.computeIfAbsent(made, e -> e);
  }

  /// Whether the text may end there.
  boolean accepts(Spot spot) {
    Row row = spot.row();
    LexState state = spot.state();
    return !state.key.begun() && row.accepts(root, first)
        || state.ended != null && row.after(state.ended, this).accepts(root, first);
  }
}
