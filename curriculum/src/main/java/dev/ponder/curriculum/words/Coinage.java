package dev.ponder.curriculum.words;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.lexicon.Decency;
import java.util.List;
import java.util.Locale;

/// Invents words that can be pronounced, so that whoever learns from the problems learns where
/// names and nouns stand and not which ones there are. Those for training and those that are held
/// out differ: half of all words, by their spelling, belong to either.
final class Coinage {
  private static final List<String> ONSETS =
      List.of(
          "b", "c", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z",
          "bl", "br", "ch", "cl", "cr", "dr", "fl", "fr", "gl", "gr", "kr", "pl", "pr", "qu", "sh",
          "sk", "sl", "sn", "sp", "st", "th", "tr", "tw", "");
  private static final List<String> VOWELS =
      List.of("a", "e", "i", "o", "u", "a", "e", "i", "o", "ai", "ea", "ee", "oo", "ou", "ie");
  private static final List<String> CODAS =
      List.of("", "", "", "b", "ck", "d", "g", "l", "ll", "m", "n", "nd", "p", "r", "rt", "t", "x");
  private static final List<String> WOMAN = List.of("a", "ia", "ina", "elle", "y", "ette", "is");
  private static final List<String> MAN = List.of("o", "en", "us", "ar", "ek", "or", "ard");

  private final Split split;

  Coinage(Split split) {
    this.split = split;
  }

  /// A thing's name.
  Noun noun(Dice dice) {
    while (true) {
      String one = stem(dice) + dice.any("", "", "er", "le", "ock", "in", "o", "et");
      Noun noun = Noun.regular(one);
      if (one.length() >= 3 && one.length() <= 9 && !one.endsWith("s") && ours(one)) {
        return noun;
      }
    }
  }

  /// A person's name.
  String name(Dice dice, Gender gender) {
    while (true) {
      String name = stem(dice) + dice.any(gender == Gender.FEMALE ? WOMAN : MAN);
      if (name.length() >= 3 && name.length() <= 9 && ours(name)) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
      }
    }
  }

  private static String stem(Dice dice) {
    StringBuilder word = new StringBuilder();
    for (int syllables = dice.between(1, 2); syllables > 0; syllables--) {
      word.append(dice.any(ONSETS)).append(dice.any(VOWELS)).append(dice.any(CODAS));
    }
    return word.toString();
  }

  private boolean ours(String word) {
    return belongs(word) == split && Decency.isDecent(word);
  }

  /// The split that may use an invented word.
  static Split belongs(String word) {
    int hash = word.toLowerCase(Locale.ROOT).hashCode() * 0x9e3779b9;
    return hash < 0 ? Split.HELD_OUT : Split.TRAINING;
  }
}
