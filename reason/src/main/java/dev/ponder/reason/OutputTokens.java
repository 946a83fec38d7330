package dev.ponder.reason;

import dev.ponder.grammar.Vocabulary;
import dev.ponder.model.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A model's tokens as grammars see them: text, marks, or nothing that can be written.
///
/// @param breaks tokens that are nothing but line breaks
record OutputTokens(Vocabulary vocabulary, Set<Integer> breaks) {

  /// The tokens of that tokenizer.
  ///
  /// @param marks the tokens that mean something to the format, with their numbers in forms
  /// @param stops tokens that end a turn, and so are no text
  static OutputTokens of(Tokenizer tokenizer, Map<Integer, Integer> marks, Set<Integer> stops) {
    List<byte[]> tokens = new ArrayList<>(tokenizer.size());
    Set<Integer> breaks = new HashSet<>();
    for (int token = 0; token < tokenizer.size(); token++) {
      Integer mark = marks.get(token);
      boolean text = mark == null && !tokenizer.isControl(token);
      byte[] bytes = text ? tokenizer.bytes(token) : new byte[0];
      if (text && isBreak(bytes)) {
        breaks.add(token);
      }
      boolean unfit = stops.contains(token) || couldSpellMarks(bytes);
      tokens.add(unfit ? new byte[0] : mark == null ? bytes : Vocabulary.mark(mark));
    }
    return new OutputTokens(Vocabulary.of(tokens), Set.copyOf(breaks));
  }

  /// Vocabularies have tokens for single bytes, also for those that no UTF-8 has.
  private static boolean couldSpellMarks(byte[] bytes) {
    for (byte value : bytes) {
      if (value == Vocabulary.mark(0)[0]) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBreak(byte[] bytes) {
    boolean only = bytes.length > 0;
    for (byte value : bytes) {
      only &= value == '\n';
    }
    return only;
  }
}
