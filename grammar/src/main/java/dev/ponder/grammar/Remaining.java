package dev.ponder.grammar;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Set;

/// Whether anything but names that an object holds already may come of a name that is being
/// written.
///
/// Mostly that is asked at the closing quote only, since what a name may still become is endless
/// before. But where a pattern leaves few names, such as dates, all that begin so may be taken.
final class Remaining {
  private static final Comparator<Regex> BY_ID = Comparator.comparingInt(regex -> regex.id);

  private Remaining() {}

  /// Whether a name may be taken there, for all that the spot tells: it may be whole, or so few may
  /// come of what there is of it that an object can hold them all.
  static boolean mayBeTaken(Row row, LexState state, Automaton automaton) {
    Naming naming = row.naming();
    if (naming.mayName() && few(naming.freeNames(), state, automaton)) {
      return true;
    }
    if (state.ended == null
        || naming.commas().isEmpty()
        || state.key.lexemes().stream().noneMatch(naming.commas()::contains)) {
      return false;
    }
    Row next = row.after(state.ended, automaton);
    return few(next.naming().freeNames(), next.start(automaton), automaton);
  }

  /// Whether, of those lexemes, there is one under way, and none that has words without end.
  private static boolean few(Set<Regex> names, LexState state, Automaton automaton) {
    boolean any = false;
    for (Regex name : names) {
      int at = Collections.binarySearch(state.key.lexemes(), name, BY_ID);
      any |= at >= 0;
      if (at >= 0 && words(state.key.rests().get(at), automaton) == WordCount.MANY) {
        return false;
      }
    }
    return any;
  }

  private static int words(Regex rest, Automaton automaton) {
    return WordCount.of(rest, automaton.regexes());
  }

  /// Whether all that may follow is one of those names, or no name at all.
  ///
  /// @param names the lexemes of such names
  static boolean noneBut(Names held, Set<Regex> names, LexState state, Automaton automaton) {
    return names.containsAll(state.key.lexemes())
        && state.key.rests().stream().allMatch(rest -> words(rest, automaton) <= held.size())
        && within(held, state, automaton);
  }

  private record Pair(LexState state, Names held) {}

  private static boolean within(Names held, LexState state, Automaton automaton) {
    ArrayDeque<Pair> open = new ArrayDeque<>();
    open.push(new Pair(state, held));
    while (!open.isEmpty()) {
      Pair here = open.pop();
      automaton.budget().spend(1);
      for (int value = 0; value < 256; value++) {
        LexState next = automaton.step(here.state, value);
        Names left = next == LexState.DEAD ? Names.NONE : here.held.after(value);
        if (next != LexState.DEAD && left.isEmpty()) {
          return false;
        }
        if (!left.isEmpty()) {
          open.push(new Pair(next, left));
        }
      }
    }
    return true;
  }
}
