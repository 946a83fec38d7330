package dev.ponder.curriculum.words;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Phrases with a name and parameters, which other text uses as `<lose A gone x>`.
final class Phrases {
  private static final Pattern USE = Pattern.compile("<([\\w-]+)((?: +[^<> ]+)*)>");
  private static final Pattern INSIDE = Pattern.compile("\\{[^}]*}|<[^<>]*>");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\w]+");
  private static final int DEPTH = 1_000;

  private final Map<String, Phrase> phrases = new HashMap<>();

  private record Phrase(List<String> parameters, String body) {}

  /// @param head the name and then the parameters
  void define(String head, List<String> wordings) {
    List<String> words = List.of(head.split(" +"));
    phrases.put(
        words.getFirst(),
        new Phrase(words.subList(1, words.size()), "[" + String.join("|", wordings) + "]"));
  }

  /// The text with all phrases written out.
  ///
  /// @throws IllegalArgumentException for a phrase that nobody defined, or other than with its
  ///   parameters
  String expanded(String source) {
    String text = source;
    for (int i = 0; i < DEPTH; i++) {
      Matcher use = USE.matcher(text);
      if (!use.find()) {
        return text;
      }
      text = text.substring(0, use.start()) + written(use) + text.substring(use.end());
    }
    throw new IllegalArgumentException("phrases without end in " + source);
  }

  private String written(Matcher use) {
    Phrase phrase = phrases.get(use.group(1));
    List<String> arguments =
        use.group(2).isBlank() ? List.of() : List.of(use.group(2).strip().split(" +"));
    if (phrase == null || arguments.size() != phrase.parameters().size()) {
      throw new IllegalArgumentException("no phrase is used as " + use.group());
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      values.put(phrase.parameters().get(i), arguments.get(i));
    }
    return replaced(phrase.body(), values);
  }

  /// Puts the arguments in the place of the parameters inside gaps and uses of other phrases.
  static String replaced(String body, Map<String, String> values) {
    return INSIDE
        .matcher(body)
        .replaceAll(inside ->
            Matcher.quoteReplacement(
                WORD.matcher(inside.group())
                    .replaceAll(word ->
                        Matcher.quoteReplacement(
                            values.getOrDefault(word.group(), word.group())))));
  }
}
