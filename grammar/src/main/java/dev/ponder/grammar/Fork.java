package dev.ponder.grammar;

import org.jspecify.annotations.Nullable;

/// A spot where a lexeme may end. The next byte may belong to it still, or begin the next one.
///
/// Where both can be, neither is preferred: the two go on as one row, whose items are the rest of
/// the lexeme under way and the rest of the one that has begun. Rows are interned, so that text
/// which splits in many ways, such as words of letters side by side, comes back to the same row.
final class Fork {
  private final Spot spot;
  private final Row after;
  private final @Nullable Spot[] next = new Spot[256];

  /// @param after the row behind the lexemes that may end here
  Fork(Spot spot, Row after) {
    this.spot = spot;
    this.after = after;
  }

  Row after() {
    return after;
  }

  /// Whether that byte may begin the next lexeme.
  boolean enters(int value, Automaton automaton) {
    return automaton.step(after.start(automaton), value) != LexState.DEAD;
  }

  /// The spot behind one more byte; a dead one when it cannot follow.
  Spot step(int value, Automaton automaton) {
    Spot known = next[value];
    return known == null ? find(value, automaton) : known;
  }

  private Spot find(int value, Automaton automaton) {
    automaton.budget().spend(1);
    LexState start = after.start(automaton);
    LexState same = automaton.step(spot.state(), value);
    LexState fresh = automaton.step(start, value);
    Spot found =
        fresh == LexState.DEAD
            ? new Spot(spot.row(), same)
            : same == LexState.DEAD
                ? new Spot(after, fresh)
                : automaton.joined(new Spot(spot.row(), same), new Spot(after, fresh));
    short[] classes = spot.state().classes().refine(start.classes()).of();
    for (int other = 0; other < 256; other++) {
      if (classes[other] == classes[value]) {
        next[other] = found;
      }
    }
    return found;
  }
}
