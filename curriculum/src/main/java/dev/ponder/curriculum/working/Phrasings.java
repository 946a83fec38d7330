package dev.ponder.curriculum.working;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Split;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Ways to ask for the same, by language and split.
///
/// @param training those to learn from
/// @param heldOut those to be examined by, none of them learned
public record Phrasings(Map<Language, List<String>> training, Map<Language, List<String>> heldOut) {

  /// Reads one phrasing a line: the language (`en`, `de`, `fr`, `es`, or `*` for all), an
  /// exclamation mark when it is held out, and the phrasing with its places as `{a}`.
  public static Phrasings of(String lines) {
    Map<Language, List<String>> training = empty();
    Map<Language, List<String>> heldOut = empty();
    for (String line : lines.lines().filter(line -> !line.isBlank()).toList()) {
      int blank = line.indexOf(' ');
      String mark = line.substring(0, blank);
      Map<Language, List<String>> side = mark.endsWith("!") ? heldOut : training;
      for (Language language : languages(mark.replace("!", ""))) {
        side.computeIfAbsent(language, _ -> new ArrayList<>()).add(line.substring(blank + 1));
      }
    }
    return new Phrasings(training, heldOut);
  }

  private static Map<Language, List<String>> empty() {
    return new EnumMap<>(Language.class);
  }

  private static List<Language> languages(String mark) {
    return switch (mark) {
      case "*" -> List.of(Language.values());
      case "en" -> List.of(Language.ENGLISH);
      case "de" -> List.of(Language.GERMAN);
      case "fr" -> List.of(Language.FRENCH);
      case "es" -> List.of(Language.SPANISH);
      default -> throw new IllegalArgumentException("no language is called " + mark);
    };
  }

  /// Any of them, its places filled.
  public String say(Dice dice, Setting setting, Map<String, ?> values) {
    String said = dice.any(all(setting.split(), setting.language()));
    for (Map.Entry<String, ?> value : values.entrySet()) {
      said = said.replace("{" + value.getKey() + "}", value.getValue().toString());
    }
    return said;
  }

  /// All of that split and language.
  public List<String> all(Split split, Language language) {
    return switch (split) {
      case TRAINING -> training.getOrDefault(language, List.of());
      case HELD_OUT -> heldOut.getOrDefault(language, List.of());
    };
  }
}
