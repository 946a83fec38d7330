package dev.ponder.curriculum.lexicon;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Split;
import java.util.List;

/// Words that mean nothing: who learns with them learns to copy what is there instead of what is
/// usual. A hash of the word tells which part it belongs to, so no word belongs to both.
public final class Pseudo {
  private static final List<String> ONSETS =
      List.of(
          "b", "br", "ch", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "kl", "l", "m",
          "n", "p", "pl", "qu", "r", "s", "sh", "sk", "st", "t", "th", "tr", "v", "w", "y", "z");
  private static final List<String> VOWELS =
      List.of("a", "e", "i", "o", "u", "a", "e", "i", "o", "u", "ai", "ee", "oo", "ia");
  private static final List<String> CODAS =
      List.of("", "", "", "n", "r", "l", "s", "m", "t", "x", "ck", "nd", "rt", "sk");
  private static final int PARTS = 6;

  private Pseudo() {}

  /// A word in lower case of one to three syllables, four letters or more.
  public static String word(Dice dice, Split split) {
    while (true) {
      StringBuilder word = new StringBuilder();
      int syllables = dice.between(1, 3);
      for (int i = 0; i < syllables; i++) {
        word.append(dice.any(ONSETS)).append(dice.any(VOWELS));
        if (i == syllables - 1) {
          word.append(dice.any(CODAS));
        }
      }
      if (word.length() > 3
          && word.length() < 10
          && of(word.toString()) == split
          && Decency.isDecent(word.toString())) {
        return word.toString();
      }
    }
  }

  /// A word with a capital.
  public static String name(Dice dice, Split split) {
    return capital(word(dice, split));
  }

  /// That text with a capital.
  public static String capital(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /// The part that a word belongs to.
  public static Split of(String word) {
    return Math.floorMod(Integer.rotateLeft(word.hashCode() * 0x9e3779b9, 15), PARTS) == 0
        ? Split.HELD_OUT
        : Split.TRAINING;
  }
}
