package dev.ponder.grammar;

import dev.ponder.grammar.Regex.Shape;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Ordinary text: whole UTF-8 characters without quotes, backslashes and control characters, such
/// as most tokens are. Inside a JSON string any of it may follow, and a state that swallows any of
/// it need not be asked token by token.
final class PlainText {
  /// Any number of characters.
  static final int ANY = Regexes.UNBOUNDED;

  /// It depends on the characters.
  static final int NO_RULE = -1;

  static final int NOT_MEASURED = -2;

  private static final int MAX_STATES = 24;

  // First byte from–to, second byte from–to, how many more: RFC 3629 §4.
  private static final int[][] FORMS = {
    {0xc2, 0xdf, 0x80, 0xbf, 0},
    {0xe0, 0xe0, 0xa0, 0xbf, 1},
    {0xe1, 0xec, 0x80, 0xbf, 1},
    {0xed, 0xed, 0x80, 0x9f, 1},
    {0xee, 0xef, 0x80, 0xbf, 1},
    {0xf0, 0xf0, 0x90, 0xbf, 2},
    {0xf1, 0xf3, 0x80, 0xbf, 2},
    {0xf4, 0xf4, 0x80, 0x8f, 2},
  };

  private PlainText() {}

  /// How many characters of ordinary text a token is; -1 when it is anything else.
  static int length(byte[] token) {
    int characters = 0;
    for (int i = 0; i < token.length; characters++) {
      int lead = token[i] & 0xff;
      if (isPlainAscii(lead)) {
        i++;
        continue;
      }
      int[] form = form(lead);
      int end = form == null ? Integer.MAX_VALUE : i + 2 + form[4];
      if (form == null || end > token.length || !follows(token, i + 1, form)) {
        return -1;
      }
      i = end;
    }
    return characters;
  }

  private static boolean follows(byte[] token, int at, int[] form) {
    int second = token[at] & 0xff;
    if (second < form[2] || second > form[3]) {
      return false;
    }
    for (int i = 1; i <= form[4]; i++) {
      if ((token[at + i] & 0xc0) != 0x80) {
        return false;
      }
    }
    return true;
  }

  private static int @Nullable [] form(int lead) {
    for (int[] form : FORMS) {
      if (lead >= form[0] && lead <= form[1]) {
        return form;
      }
    }
    return null;
  }

  private static boolean isPlainAscii(int value) {
    return value >= ' ' && value < 0x80 && value != '"' && value != '\\';
  }

  /// How many characters of ordinary text may follow in that state, whatever they are: exactly so
  /// many, or [#ANY]; [#NO_RULE] when it depends on the characters.
  static int room(Automaton automaton, LexState state) {
    if (state.room == NOT_MEASURED) {
      int room = NO_RULE;
      for (Regex rest : state.key.rests()) {
        int here = room(rest);
        room = here == ANY || state.key.rests().size() == 1 ? Math.max(room, here) : room;
      }
      state.room = room == NO_RULE && swallowsAny(automaton, state) ? ANY : room;
    }
    return state.room;
  }

  /// What the form of an expression tells. A string without a pattern is any character so many
  /// times and a quote. Taking finitely many texts from one without bounds leaves it without
  /// bounds.
  private static int room(Regex rest) {
    return switch (rest.shape) {
      case Shape.Then(Regex first, Regex tail) ->
          first.shape instanceof Shape.Repeat(Regex inner, int _, int most) && inner.anyCharacter
              ? startsWithQuote(tail) ? most : NO_RULE
              : room(first) == ANY ? ANY : NO_RULE;
      case Shape.Either(List<Regex> options) ->
          options.stream().anyMatch(o -> room(o) == ANY) ? ANY : NO_RULE;
      case Shape.Both(List<Regex> parts) -> {
        long others = parts.stream().filter(p -> !excludesFew(p)).count();
        yield others == 1 && parts.stream().anyMatch(p -> room(p) == ANY) ? ANY : NO_RULE;
      }
      case Shape.Nothing(),
          Shape.Empty(),
          Shape.Bytes(ByteSet _),
          Shape.Not(Regex _),
          Shape.Repeat(Regex _, int _, int _),
          Shape.Digits(DecimalState _) ->
          NO_RULE;
    };
  }

  private static boolean excludesFew(Regex part) {
    return part.shape instanceof Shape.Not(Regex inner) && inner.finite();
  }

  private static boolean startsWithQuote(Regex tail) {
    Regex first = tail.shape instanceof Shape.Then(Regex head, Regex _) ? head : tail;
    return first.shape instanceof Shape.Bytes(ByteSet set) && set.equals(ByteSet.of('"'));
  }

  /// Whether following every character only ever leads around among a few states.
  private static boolean swallowsAny(Automaton automaton, LexState state) {
    Set<LexState> seen = new HashSet<>(Set.of(state));
    ArrayDeque<LexState> open = new ArrayDeque<>(seen);
    while (!open.isEmpty() && seen.size() <= MAX_STATES) {
      Set<LexState> next = new LinkedHashSet<>();
      if (!swallow(automaton, open.remove(), next)) {
        return false;
      }
      next.stream().filter(seen::add).forEach(open::add);
    }
    return open.isEmpty();
  }

  /// Adds the states after each ordinary character; false when one of them cannot follow.
  private static boolean swallow(Automaton automaton, LexState from, Set<LexState> next) {
    for (int value = ' '; value < 0x80; value++) {
      LexState after = isPlainAscii(value) ? automaton.step(from, value) : from;
      if (after == LexState.DEAD) {
        return false;
      }
      if (isPlainAscii(value)) {
        next.add(after);
      }
    }
    for (int[] form : FORMS) {
      Set<LexState> inside = steps(automaton, Set.of(from), form[0], form[1]);
      inside = steps(automaton, inside, form[2], form[3]);
      for (int i = 0; i < form[4]; i++) {
        inside = steps(automaton, inside, 0x80, 0xbf);
      }
      next.addAll(inside);
    }
    return !next.contains(LexState.DEAD);
  }

  private static Set<LexState> steps(Automaton automaton, Set<LexState> from, int first, int last) {
    Set<LexState> reached = new HashSet<>();
    for (LexState state : from) {
      LexState before = null;
      for (int value = first; value <= last; value++) {
        LexState after = automaton.step(state, value);
        if (after != before) {
          reached.add(after);
        }
        before = after;
      }
    }
    return reached;
  }
}
