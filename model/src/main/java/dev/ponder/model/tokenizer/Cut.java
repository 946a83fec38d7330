package dev.ponder.model.tokenizer;

import java.util.function.IntPredicate;

/// One step of a pre-tokenizer: it cuts a piece of text into smaller ones, of which the next step
/// sees nothing but their own text. The pieces are contiguous, not empty, and cover the text.
sealed interface Cut {

  /// Is told the pieces in order.
  @FunctionalInterface
  interface Pieces {
    void piece(int from, int to);
  }

  /// Cuts `text[from, to)`, which holds no lone surrogates; characters outside do not matter.
  void cut(String text, int from, int to, Pieces pieces);

  /// Each match of an expression is a piece, and so is what lies between two of them.
  record Matches(Automaton automaton) implements Cut {
    @Override
    public void cut(String text, int from, int to, Pieces pieces) {
      int unmatched = from;
      int start = from;
      while (start < to) {
        int end = automaton.endOfMatch(text, start, to);
        if (end <= start) {
          start += Character.charCount(text.codePointAt(start));
          continue;
        }
        piece(unmatched, start, pieces);
        pieces.piece(start, end);
        start = end;
        unmatched = end;
      }
      piece(unmatched, to, pieces);
    }
  }

  /// White space at the end is a piece: `\s+$`, which an automaton would look for from every space
  /// of a run in the middle.
  record TrailingSpace() implements Cut {
    @Override
    public void cut(String text, int from, int to, Pieces pieces) {
      int start = to;
      while (start > from && CharacterSets.isSpace(text.charAt(start - 1))) {
        start--;
      }
      piece(from, start, pieces);
      piece(start, to, pieces);
    }
  }

  /// Runs of digits are cut into groups of three from their end, as thousands are written.
  ///
  /// @param digit what runs are of
  /// @param outside which runs are cut, and where besides
  record Thousands(IntPredicate digit, Outside outside) implements Cut {
    enum Outside {
      /// Only between groups, and in front of a run of whole groups.
      GLUED,
      /// Also around runs.
      CUT,
      /// Also around runs; runs that a word continues are left alone.
      CUT_UNLESS_WORD
    }

    @Override
    public void cut(String text, int from, int to, Pieces pieces) {
      int start = from;
      int run = from;
      while (run < to) {
        int end = endOfRun(text, run, to);
        if (end == run) {
          run += Character.charCount(text.codePointAt(run));
          continue;
        }
        boolean word = end < to && CharacterSets.isWord(text.codePointAt(end));
        if (outside != Outside.CUT_UNLESS_WORD || !word) {
          start = cutRun(text, start, run, end, pieces);
        }
        run = end;
      }
      piece(start, to, pieces);
    }

    /// Returns where the next piece starts.
    private int cutRun(String text, int from, int run, int end, Pieces pieces) {
      int start = from;
      int digits = text.codePointCount(run, end);
      if (outside != Outside.GLUED) {
        piece(start, run, pieces);
        start = run;
      }
      int place = run;
      for (int left = digits; left > 0; left--) {
        if (left % 3 == 0 && place > start) {
          pieces.piece(start, place);
          start = place;
        }
        place += Character.charCount(text.codePointAt(place));
      }
      if (outside != Outside.GLUED) {
        piece(start, end, pieces);
        start = end;
      }
      return start;
    }

    private int endOfRun(String text, int from, int to) {
      int end = from;
      while (end < to && digit.test(text.codePointAt(end))) {
        end += Character.charCount(text.codePointAt(end));
      }
      return end;
    }
  }

  private static void piece(int from, int to, Pieces pieces) {
    if (from < to) {
      pieces.piece(from, to);
    }
  }
}
