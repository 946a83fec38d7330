package dev.ponder.grammar;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The masks of one grammar over one vocabulary. Uses the automaton, so whoever calls holds its
/// monitor.
final class Masks {
  private static final int MAX_KEPT = 20_000;
  private static final long MAX_KEPT_BYTES = 32L << 20;

  private final Automaton automaton;
  private final Vocabulary vocabulary;
  private final Map<Spot, long[]> known = new HashMap<>();

  Masks(Automaton automaton, Vocabulary vocabulary) {
    this.automaton = automaton;
    this.vocabulary = vocabulary;
  }

  long bytes() {
    return known.size() * (64 + (vocabulary.size() >> 3));
  }

  /// One bit for each token that may come next; not to be changed.
  long[] mask(Spot spot) {
    long[] mask = known.get(spot);
    if (mask == null) {
      mask = make(spot);
      if (known.size() >= MAX_KEPT || known.size() * 8L * mask.length > MAX_KEPT_BYTES) {
        known.clear();
      }
      known.put(spot, mask);
    }
    return mask;
  }

  private long[] make(Spot spot) {
    int room = PlainText.room(automaton, spot.state());
    long[] mask = vocabulary.within(room);
    walk(vocabulary.beyond(room), spot, mask);
    return mask;
  }

  /// The loop that everything here is for: one table look-up per node, the parser only where a
  /// lexeme may end.
  private void walk(TokenTrie trie, Spot spot, long[] mask) {
    byte[] label = trie.label();
    int[] depth = trie.depth();
    int[] skip = trie.skip();
    int[] token = trie.token();
    LexState[] states = new LexState[trie.height() + 1];
    Row[] rows = new Row[trie.height() + 1];
    @Nullable Fork[] forks = new Fork[trie.height() + 1];
    states[0] = spot.state();
    rows[0] = spot.row();
    int size = trie.size();
    for (int i = 0; i < size; ) {
      int at = depth[i];
      int value = label[i] & 0xff;
      LexState here = states[at];
      LexState next;
      Row in = rows[at];
      if (here.ended == null) {
        LexState known = here.next[value];
        next = known == null ? automaton.step(here, value) : known;
      } else {
        Fork fork = forks[at];
        if (fork == null) {
          fork = in.fork(here, here.ended, automaton);
          forks[at] = fork;
        }
        Spot reached = fork.step(value, automaton);
        next = reached.state();
        in = reached.row();
      }
      if (next == LexState.DEAD) {
        i = skip[i];
        continue;
      }
      states[at + 1] = next;
      rows[at + 1] = in;
      forks[at + 1] = null;
      for (int id = token[i]; id >= 0; id = trie.twin()[id]) {
        mask[id >> 6] |= 1L << id;
      }
      i++;
    }
  }
}
