package dev.ponder.grammar;

import java.util.function.Function;

/// How characters are written as bytes: in a text of its own, or inside a JSON string.
///
/// @param character one character of a set
record Alphabet(Regexes regexes, Function<CodePoints, Regex> character) {
  /// Characters as their UTF-8.
  static Alphabet plain(Regexes regexes) {
    return new Alphabet(regexes, set -> Utf8.of(regexes, set));
  }

  /// Characters in all the spellings that a JSON string has for them.
  static Alphabet inJson(Regexes regexes, JsonText text) {
    return new Alphabet(regexes, text::character);
  }

  PatternCompiler patterns() {
    return new PatternCompiler(regexes, character);
  }

  /// That text.
  Regex literal(String text) {
    Regex result = regexes.empty;
    int[] characters = text.codePoints().toArray();
    for (int i = characters.length - 1; i >= 0; i--) {
      regexes.budget().spend(1);
      result = regexes.then(character.apply(CodePoints.of(characters[i])), result);
    }
    return result;
  }

  /// Any text in which none of those occurs.
  Regex without(Iterable<String> texts) {
    Regex any = regexes.star(character.apply(CodePoints.ALL));
    Regex allowed = any;
    for (String text : texts) {
      allowed = regexes.both(allowed, regexes.not(regexes.then(any, literal(text), any)));
    }
    return allowed;
  }
}
