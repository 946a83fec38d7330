package dev.ponder.engine;

/// Guesses how a sequence goes on by what followed the last time that it stood like this: the last
/// tokens are looked up among those before, and what came after them is the draft. Costs no model,
/// and is right where text repeats: edited code, quoted passages, tables, the arguments of calls.
///
/// Prompt lookup decoding after Saxena, "Prompt Lookup Decoding", 2023. Of several places the last
/// one counts. Places are kept in a table without chains, a later one in the place of another with
/// the same hash: a lost place costs a guess, never a token.
final class Ngrams {

  /// How many tokens must agree. Two agree by chance, four are rarely found.
  static final int ORDER = 3;

  private static final int LEAST_SLOTS = 256;

  /// Positions that follow an n-gram, by its hash; 0 for none, since nothing precedes position 0.
  private int[] slots = new int[LEAST_SLOTS];

  private int indexed = ORDER;

  /// At most so many tokens that may come after the first `length`; none where there is nothing to
  /// go by. A repetition that reaches the end goes round.
  int[] draft(int[] tokens, int length, int most) {
    index(tokens, length);
    if (length < ORDER || most < 1) {
      return new int[0];
    }
    int place = slots[slot(tokens, length)];
    if (place == 0 || !agree(tokens, place, length)) {
      return new int[0];
    }
    int[] draft = new int[most];
    for (int i = 0; i < most; i++) {
      int from = place + i;
      draft[i] = from < length ? tokens[from] : draft[from - length];
    }
    return draft;
  }

  private void index(int[] tokens, int length) {
    if (2 * length > slots.length) {
      slots = new int[Integer.highestOneBit(length) * 4];
      indexed = ORDER;
    }
    for (; indexed < length; indexed++) {
      slots[slot(tokens, indexed)] = indexed;
    }
  }

  /// The slot of the n-gram before that position.
  private int slot(int[] tokens, int end) {
    int hash = 0;
    for (int i = end - ORDER; i < end; i++) {
      hash = (hash ^ tokens[i]) * 0x9e3779b1;
      hash ^= hash >>> 15;
    }
    return hash & (slots.length - 1);
  }

  private static boolean agree(int[] tokens, int one, int other) {
    for (int i = 1; i <= ORDER; i++) {
      if (tokens[one - i] != tokens[other - i]) {
        return false;
      }
    }
    return true;
  }
}
