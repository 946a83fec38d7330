package dev.ponder.grammar;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// How characters are written as bytes: in a text of its own, or inside a JSON string.
///
/// @param character one character of a set
record Alphabet(Regexes regexes, Function<CodePoints, Regex> character) {
  /// Characters as their UTF-8.
  static Alphabet plain(Regexes regexes) {
    Map<CodePoints, Regex> known = new HashMap<>();
    return new Alphabet(regexes, set -> known.computeIfAbsent(set, s -> Utf8.of(regexes, s)));
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
    regexes.checkLength(text.length());
    return each(text.codePoints().mapToObj(CodePoints::of).toList());
  }

  /// That text with any of its letters in either case.
  Regex anyCase(String text) {
    regexes.checkLength(text.length());
    return each(text.codePoints().mapToObj(CodePoints::of).map(LetterCases::all).toList());
  }

  private Regex each(List<CodePoints> characters) {
    Regex result = regexes.empty;
    for (CodePoints set : characters.reversed()) {
      regexes.budget().spend(1);
      result = regexes.then(character.apply(set), result);
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
