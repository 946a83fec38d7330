package dev.ponder.curriculum.talk;

import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.lexicon.Pool;
import java.util.Map;

/// What somebody means by a few words, and what is answered.
///
/// @param marker what any fitting answer contains, in each language
public record Intent(
    Map<Language, Pool<String>> phrases,
    Map<Language, String> answers,
    Map<Language, String> marker) {
  public Intent {
    phrases = Map.copyOf(phrases);
    answers = Map.copyOf(answers);
    marker = Map.copyOf(marker);
  }

  /// How to say it, parted by ` ; `.
  public Pool<String> phrases(Language language) {
    return in(phrases, language);
  }

  /// What is answered.
  public String answer(Language language) {
    return in(answers, language);
  }

  /// What any fitting answer contains.
  public String marker(Language language) {
    return in(marker, language);
  }

  private static <T> T in(Map<Language, T> map, Language language) {
    T there = map.get(language);
    if (there == null) {
      throw new IllegalArgumentException("nothing in " + language);
    }
    return there;
  }
}
