package dev.ponder.grammar;

import java.util.HashMap;
import java.util.Map;

/// The masks of one grammar over one vocabulary. Uses the automaton, so whoever calls holds its
/// monitor.
final class Masks {
  private static final long MAX_KEPT_BYTES = 32L << 20;

  private record Place(Row row, LexState state) {}

  private final Automaton automaton;
  private final Vocabulary vocabulary;
  private final Map<Place, long[]> known = new HashMap<>();

  Masks(Automaton automaton, Vocabulary vocabulary) {
    this.automaton = automaton;
    this.vocabulary = vocabulary;
  }

  /// One bit for each token that may come next; not to be changed.
  long[] mask(Row row, LexState state) {
    Place place = new Place(row, state);
    long[] mask = known.get(place);
    if (mask == null) {
      mask = make(row, state);
      if (known.size() * 8L * mask.length > MAX_KEPT_BYTES) {
        known.clear();
      }
      known.put(place, mask);
    }
    return mask;
  }

  private long[] make(Row row, LexState state) {
    int room = PlainText.room(automaton, state);
    long[] mask = vocabulary.within(room);
    walk(vocabulary.beyond(room), row, state, mask);
    return mask;
  }

  /// The loop that everything here is for: one table look-up per node, the parser only where a
  /// lexeme ends.
  private void walk(TokenTrie trie, Row row, LexState state, long[] mask) {
    byte[] label = trie.label();
    int[] depth = trie.depth();
    int[] skip = trie.skip();
    int[] token = trie.token();
    LexState[] states = new LexState[trie.height() + 1];
    Row[] rows = new Row[trie.height() + 1];
    states[0] = state;
    rows[0] = row;
    int size = trie.size();
    for (int i = 0; i < size; ) {
      int at = depth[i];
      int value = label[i] & 0xff;
      LexState here = states[at];
      Row in = rows[at];
      LexState next = here.next[value];
      if (next == null) {
        next = automaton.step(here, value);
      }
      if (next == LexState.DEAD && here.ended != null) {
        in = in.after(here.ended, automaton);
        next = automaton.step(in.start(automaton), value);
      }
      if (next == LexState.DEAD) {
        i = skip[i];
        continue;
      }
      states[at + 1] = next;
      rows[at + 1] = in;
      for (int id = token[i]; id >= 0; id = trie.twin()[id]) {
        mask[id >> 6] |= 1L << id;
      }
      i++;
    }
  }
}
