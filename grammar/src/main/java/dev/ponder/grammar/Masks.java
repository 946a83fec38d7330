package dev.ponder.grammar;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The masks of one grammar over one vocabulary. Uses the automaton, so whoever calls holds its
/// monitor.
final class Masks {
  private static final int MAX_KEPT = 20_000;
  private static final long MAX_KEPT_BYTES = 32L << 20;

  /// What may come next in a spot, whatever names a text's objects hold.
  ///
  /// @param naming those of the tokens to be asked again, since a name begins within them and, as
  ///   far as the spot tells, that name may be taken
  private record Offer(long[] tokens, TokenTrie naming) {
    long bytes() {
      return 8L * tokens.length + 13L * naming.size();
    }
  }

  private final Automaton automaton;
  private final Vocabulary vocabulary;
  private final Map<Spot, Offer> known = new HashMap<>();
  private long knownBytes;

  Masks(Automaton automaton, Vocabulary vocabulary) {
    this.automaton = automaton;
    this.vocabulary = vocabulary;
  }

  long bytes() {
    return 64L * known.size() + knownBytes;
  }

  /// One bit for each token that may come next; not to be changed.
  long[] mask(Reading reading) {
    Offer offer = offer(reading.spot());
    boolean nameUnderWay = !reading.name().left().isEmpty();
    if (!nameUnderWay && offer.naming.size() == 0) {
      return offer.tokens;
    }
    long[] mask = offer.tokens.clone();
    if (nameUnderWay) {
      leaveOut(ending(reading.spot()), reading, Within.NAME, mask);
    }
    leaveOut(offer.naming, reading, Within.ANYTHING, mask);
    return mask;
  }

  private Offer offer(Spot spot) {
    Offer offer = known.get(spot);
    if (offer == null) {
      offer = make(spot);
      if (known.size() >= MAX_KEPT || knownBytes + offer.bytes() > MAX_KEPT_BYTES) {
        known.clear();
        knownBytes = 0;
      }
      known.put(spot, offer);
      knownBytes += offer.bytes();
    }
    return offer;
  }

  private Offer make(Spot spot) {
    int room = PlainText.room(automaton, spot.state());
    long[] mask = vocabulary.within(room);
    TokenTrie trie = vocabulary.beyond(room);
    BitSet naming = new BitSet();
    walk(trie, spot, mask, naming);
    return new Offer(mask, trie.only(naming));
  }

  /// The tokens with which the name that is being written there can become one that is taken: where
  /// any text may still follow, only those that are more than ordinary text.
  private TokenTrie ending(Spot spot) {
    boolean any = PlainText.room(automaton, spot.state()) == PlainText.ANY;
    return vocabulary.beyond(any ? PlainText.ANY : PlainText.NO_RULE);
  }

  /// As far as which place tokens are looked at.
  private enum Within {
    /// The name that is being written, while others that the object holds begin so.
    NAME,
    ANYTHING
  }

  /// Takes those tokens from the mask that a text's names forbid.
  private void leaveOut(TokenTrie trie, Reading from, Within within, long[] mask) {
    int[] depth = trie.depth();
    Reading[] readings = new Reading[trie.height() + 1];
    readings[0] = from;
    for (int i = 0; i < trie.size(); ) {
      Reading here = readings[depth[i]];
      int value = trie.label()[i] & 0xff;
      if (within == Within.NAME && here.name().left().after(value).isEmpty()) {
        i = trie.skip()[i];
        continue;
      }
      Reading next = here.step(value, automaton);
      readings[depth[i] + 1] = next;
      if (next.isDead()) {
        clear(trie, i, mask);
      }
      i = next.isDead() ? trie.skip()[i] : i + 1;
    }
  }

  private static void clear(TokenTrie trie, int node, long[] mask) {
    for (int i = node; i < trie.skip()[node]; i++) {
      for (int id = trie.token()[i]; id >= 0; id = trie.twin()[id]) {
        mask[id >> 6] &= ~(1L << id);
      }
    }
  }

  /// The loop that everything here is for: one table look-up per node, the parser only where a
  /// lexeme may end.
  ///
  /// @param naming takes the nodes of tokens in which a name may be taken that begins in them
  private void walk(TokenTrie trie, Spot spot, long[] mask, BitSet naming) {
    byte[] label = trie.label();
    int[] depth = trie.depth();
    int[] skip = trie.skip();
    int[] token = trie.token();
    LexState[] states = new LexState[trie.height() + 1];
    Row[] rows = new Row[trie.height() + 1];
    @Nullable Fork[] forks = new Fork[trie.height() + 1];
    boolean[] beyond = new boolean[trie.height() + 1];
    boolean[] named = new boolean[trie.height() + 1];
    states[0] = spot.state();
    rows[0] = spot.row();
    int size = trie.size();
    for (int i = 0; i < size; ) {
      int at = depth[i];
      int value = label[i] & 0xff;
      LexState here = states[at];
      LexState next;
      Row in = rows[at];
      boolean further = beyond[at];
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
        further |= fork.enters(value, automaton);
      }
      if (next == LexState.DEAD) {
        i = skip[i];
        continue;
      }
      states[at + 1] = next;
      rows[at + 1] = in;
      forks[at + 1] = null;
      beyond[at + 1] = further;
      named[at + 1] = named[at] || further && Remaining.mayBeTaken(in, next, automaton);
      for (int id = token[i]; id >= 0; id = trie.twin()[id]) {
        mask[id >> 6] |= 1L << id;
      }
      if (named[at + 1] && token[i] >= 0) {
        naming.set(i);
      }
      i++;
    }
  }
}
