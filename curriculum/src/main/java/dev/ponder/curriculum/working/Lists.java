package dev.ponder.curriculum.working;

import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.Setting;
import java.util.List;
import java.util.stream.Collectors;

/// Tells several numbers in a sentence.
public final class Lists {
  private Lists() {}

  /// `1, 2 and 3`.
  public static String told(List<Long> numbers, Setting setting) {
    return plain(numbers.subList(0, numbers.size() - 1))
        + " "
        + and(setting.language())
        + " "
        + numbers.getLast();
  }

  /// `1, 2, 3`.
  public static String plain(List<Long> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String and(Language language) {
    return switch (language) {
      case ENGLISH -> "and";
      case GERMAN -> "und";
      case FRENCH -> "et";
      case SPANISH -> "y";
    };
  }
}
