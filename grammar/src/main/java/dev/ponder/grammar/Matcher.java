package dev.ponder.grammar;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// A text under way, and what may come next. One thread at a time; different texts of one grammar
/// may be on different threads.
///
/// ```
/// Matcher matcher = Grammar.ofSchema(schema, SchemaOptions.DEFAULT).matcher(vocabulary);
/// while (true) {
///   long[] mask = matcher.mask();          // one bit per token
///   boolean mayEnd = matcher.complete();   // whether the end of the text is allowed as well
///   matcher.accept(choose(mask, mayEnd));
/// }
/// ```
public final class Matcher {
  private static final int MAX_FORCED = 4_096;

  // Some seconds of work that a text may take in one go, and some milliseconds more per step of it.
  private static final long CREDIT = 4_000_000;
  private static final long CREDIT_PER_STEP = 5_000;

  private final Automaton automaton;
  private final Vocabulary vocabulary;
  private final Masks masks;
  private Reading reading;
  private long credit = CREDIT;

  Matcher(Automaton automaton, Vocabulary vocabulary, Masks masks) {
    this.automaton = automaton;
    this.vocabulary = vocabulary;
    this.masks = masks;
    this.reading = Reading.of(automaton.start());
  }

  /// The tokens that may come next: token `t` is bit `t & 63` of word `t >> 6`. No bit is set when
  /// the text can only end. The array is not to be changed.
  ///
  /// @throws GrammarLimitException when finding out takes too many steps
  public long[] mask() {
    synchronized (automaton) {
      automaton.begin();
      long[] mask = masks.mask(reading);
      account();
      return mask;
    }
  }

  /// Keeps a text from taking nearly the most that one step may take, step after step.
  private void account() {
    credit = Math.min(credit + CREDIT_PER_STEP, CREDIT) - automaton.budget().spent();
    if (credit < 0) {
      throw new GrammarLimitException(
          "the grammar is too complex: it took too many steps, token after token");
    }
  }

  /// Whether the text may end here.
  public boolean complete() {
    synchronized (automaton) {
      return automaton.accepts(reading.spot());
    }
  }

  /// Goes on by that token and returns true; returns false and stays when it may not come next.
  public boolean accept(int token) {
    byte[] bytes = vocabulary.bytes(token);
    return bytes.length > 0 && accept(bytes);
  }

  /// Goes on by those bytes and returns true; returns false and stays when they may not come next.
  public boolean accept(byte[] bytes) {
    synchronized (automaton) {
      automaton.begin();
      Reading now = reading;
      for (byte value : bytes) {
        now = now.step(value & 0xff, automaton);
        if (now.isDead()) {
          return false;
        }
      }
      reading = now;
      account();
      return true;
    }
  }

  /// The bytes that come next whatever is chosen, at most some thousands; empty when there is a
  /// choice.
  public byte[] forced() {
    synchronized (automaton) {
      automaton.begin();
      ByteArrayOutputStream forced = new ByteArrayOutputStream();
      Reading now = reading;
      int only = onlyNext(now);
      while (only >= 0 && forced.size() < MAX_FORCED) {
        forced.write(only);
        now = now.step(only, automaton);
        only = onlyNext(now);
      }
      return forced.toByteArray();
    }
  }

  /// The one byte that may come next, -1 when there are several or the text may end.
  private int onlyNext(Reading from) {
    if (automaton.accepts(from.spot())) {
      return -1;
    }
    int only = -1;
    for (int value = 0; value < 256; value++) {
      if (!from.step(value, automaton).isDead()) {
        if (only >= 0) {
          return -1;
        }
        only = value;
      }
    }
    return only;
  }

  /// How many of these tokens, which must spell the start of what is [#forced], a model would have
  /// written just so. The last ones may be the start of a longer token that reaches beyond what is
  /// forced; whoever skips ahead leaves those to the model, so that the text is cut into tokens as
  /// in training.
  public int settled(int[] tokens) {
    int end = 0;
    for (int token : tokens) {
      end += vocabulary.bytes(token).length;
    }
    byte[] text = new byte[end];
    int at = 0;
    for (int token : tokens) {
      byte[] bytes = vocabulary.bytes(token);
      System.arraycopy(bytes, 0, text, at, bytes.length);
      at += bytes.length;
    }
    int open = 0;
    while (open < end && !vocabulary.all().reachesBeyond(Arrays.copyOfRange(text, open, end))) {
      open++;
    }
    int settled = 0;
    int length = 0;
    while (settled < tokens.length && length + vocabulary.bytes(tokens[settled]).length <= open) {
      length += vocabulary.bytes(tokens[settled++]).length;
    }
    return settled;
  }
}
