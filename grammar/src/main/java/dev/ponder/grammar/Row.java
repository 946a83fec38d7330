package dev.ponder.grammar;

import dev.ponder.grammar.Rule.Call;
import dev.ponder.grammar.Rule.Scan;
import dev.ponder.grammar.Rule.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the parser knows between two lexemes: an Earley set (Earley 1970).
///
/// An item is a state of a rule and the row where that rule began. Rows with the same kernel, the
/// items that the last lexeme led to, are one object; since origins are rows as well, a row stands
/// for its whole context, and whatever is known about it (next lexemes, next rows, masks) is known
/// for good. Rows form a graph, not a sequence: after the comma of an unbounded array comes the
/// same row every time.
final class Row {

  /// A rule under way.
  record Item(State state, Row origin) {}

  /// Where a rule that began in this row goes on when it ends.
  private record Waiting(State next, Row origin) {}

  private final Set<Item> items;
  private final Map<Rule, List<Waiting>> waiting = new HashMap<>();
  private final Map<LexState.Ended, @Nullable Row> after = new HashMap<>();
  private final Map<LexState, @Nullable Fork> forks = new HashMap<>();
  private @Nullable LexState start;
  private @Nullable Naming naming;

  /// The row of those items and all that follows from them.
  Row(Set<Item> kernel, Budget budget) {
    this.items = new LinkedHashSet<>(kernel);
    close(budget);
  }

  /// The first row: that rule begins.
  Row(Rule root, Budget budget) {
    this.items = new LinkedHashSet<>();
    this.items.add(new Item(root.start(), this));
    close(budget);
  }

  private void close(Budget budget) {
    List<Item> work = new ArrayList<>(items);
    for (int i = 0; i < work.size(); i++) {
      budget.spend(1);
      Item item = work.get(i);
      List<Item> found = new ArrayList<>();
      predict(item, found);
      complete(item, found);
      budget.spend(found.size());
      for (Item next : found) {
        if (items.add(next)) {
          work.add(next);
        }
      }
    }
  }

  private void predict(Item item, List<Item> found) {
    for (Call call : item.state.expanded().calls) {
      waiting
          .computeIfAbsent(call.rule(), _ -> new ArrayList<>())
          .add(new Waiting(call.next(), item.origin));
      found.add(new Item(call.rule().start(), this));
      if (call.rule().nullable()) {
        found.add(new Item(call.next(), item.origin));
      }
    }
  }

  /// What ended here without a lexeme is no news: prediction has stepped over it already.
  private void complete(Item item, List<Item> found) {
    if (item.state.ends() && item.origin != this) {
      for (Waiting waits : item.origin.waiting.getOrDefault(item.state.rule(), List.of())) {
        found.add(new Item(waits.next, waits.origin));
      }
    }
  }

  /// Whether the text may end here, for the rule that the first row began with.
  boolean accepts(Rule root, Row first) {
    return items.stream()
        .anyMatch(i -> i.origin == first && i.state.rule() == root && i.state.ends());
  }

  /// What the names of objects have to do with it.
  Naming naming() {
    if (naming == null) {
      naming = Naming.of(items);
    }
    return naming;
  }

  /// The lexemes that may come next, each once.
  List<Regex> lexemes() {
    Set<Regex> found = new LinkedHashSet<>();
    for (Item item : items) {
      for (Scan scan : item.state.expanded().scans) {
        found.add(scan.lexeme());
      }
    }
    return new ArrayList<>(found);
  }

  /// The kernel after those lexemes, all ending at the same place.
  Set<Item> kernelAfter(LexState.Ended ended) {
    Set<Item> kernel = new LinkedHashSet<>();
    for (Item item : items) {
      for (Scan scan : item.state.expanded().scans) {
        if (ended.lexemes().contains(scan.lexeme())) {
          kernel.add(new Item(scan.next(), item.origin));
        }
      }
    }
    return kernel;
  }

  /// Adds the items of the lexemes that are under way in that state.
  void within(LexState state, Set<Item> kernel) {
    Map<Regex, Regex> rests = new HashMap<>();
    for (int i = 0; i < state.key.rests().size(); i++) {
      rests.put(state.key.lexemes().get(i), state.key.rests().get(i));
    }
    for (Item item : items) {
      for (Scan scan : item.state.expanded().scans) {
        Regex rest = rests.get(scan.lexeme());
        if (rest != null) {
          kernel.add(new Item(item.state.within(rest, scan), item.origin));
        }
      }
    }
  }

  /// What can follow in that state, in which lexemes may end.
  Fork fork(LexState state, LexState.Ended ended, Automaton automaton) {
    Fork known = forks.get(state);
    if (known == null) {
      known = new Fork(new Spot(this, state), after(ended, automaton));
      forks.put(state, known);
      automaton.forked();
    }
    return known;
  }

  LexState start(Automaton automaton) {
    if (start == null) {
      start = automaton.lexing(lexemes());
    }
    return start;
  }

  /// The row after those lexemes.
  Row after(LexState.Ended ended, Automaton automaton) {
    Row known = after.get(ended);
    if (known == null) {
      known = automaton.row(kernelAfter(ended));
      after.put(ended, known);
    }
    return known;
  }

  void forgetSteps() {
    after.clear();
    forks.clear();
  }
}
