package dev.ponder.grammar;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the lexer is inside a lexeme: every lexeme that may still be the one, with what is left of
/// its expression. Interned by its [Automaton].
final class LexState {

  /// A set of lexemes that end at the same byte.
  record Ended(List<Regex> lexemes) {}

  /// @param lexemes as the grammar has them
  /// @param rests what must still follow, one for each
  /// @param begun whether a byte has been read; before, the text may end for the row's sake
  record Key(List<Regex> lexemes, List<Regex> rests, boolean begun) {}

  /// Leads nowhere.
  static final LexState DEAD = new LexState(new Key(List.of(), List.of(), true), null);

  final Key key;

  /// The lexemes that may end here; null when none may.
  final @Nullable Ended ended;

  /// The state after each byte, where already known.
  final @Nullable LexState[] next = new LexState[256];

  /// How many characters of ordinary text may follow whatever they are, see [PlainText].
  int room = PlainText.NOT_MEASURED;

  private @Nullable ByteClasses classes;

  LexState(Key key, @Nullable Ended ended) {
    this.key = key;
    this.ended = ended;
  }

  ByteClasses classes() {
    if (classes == null) {
      ByteClasses all = ByteClasses.ONE;
      for (Regex rest : key.rests) {
        all = all.refine(rest.classes);
      }
      classes = all;
    }
    return classes;
  }

  void forgetSteps() {
    Arrays.fill(next, null);
  }
}
