package dev.ponder.app;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// What is written to see whether guessing pays.
final class Replays {
  private static final long SEED = 42;

  /// Tokens of a text that misleads: so few that each few of them come again.
  private static final int FEW = 12;

  /// As far back as a guess may look, and a token more.
  private static final int LONGEST = 4;

  private Replays() {}

  /// An edited file, and a text of the same size that misleads.
  ///
  /// @param vocabulary of the model, more than [#FEW]
  static List<Replay> usual(int vocabulary) {
    Replay edit = edit(EditedFile.usual(), vocabulary);
    return List.of(edit, misleading(edit.prompt().length, edit.answer().length));
  }

  /// A file is written again with a few edits.
  static Replay edit(EditedFile file, int vocabulary) {
    CodeTokens tokens = new CodeTokens(vocabulary);
    return new Replay("edited file", tokens.of(file.question()), tokens.of(file.edited()));
  }

  /// Random text in which what came before comes again all the time, and never goes on as it did
  /// the last time, so that every guess is wrong.
  static Replay misleading(int prompt, int answer) {
    SplittableRandom random = new SplittableRandom(SEED);
    int[] text = new int[prompt + answer];
    for (int i = 0; i < text.length; i++) {
      Set<Integer> expected = expected(text, i);
      int next = random.nextInt(FEW);
      while (expected.contains(next)) {
        next = random.nextInt(FEW);
      }
      text[i] = next;
    }
    return new Replay(
        "text that misleads",
        Arrays.copyOf(text, prompt),
        Arrays.copyOfRange(text, prompt, text.length));
  }

  /// What followed the last one to four of those tokens when they last stood together.
  private static Set<Integer> expected(int[] text, int length) {
    Set<Integer> expected = new HashSet<>();
    for (int order = 1; order <= LONGEST; order++) {
      for (int end = length - 1; end >= order; end--) {
        if (Arrays.equals(text, end - order, end, text, length - order, length)) {
          expected.add(text[end]);
          break;
        }
      }
    }
    return expected;
  }
}
