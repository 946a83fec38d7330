package dev.ponder.curriculum.words;

import dev.ponder.curriculum.Language;
import java.util.List;

/// What the teller must know of a language beside its words.
///
/// @param numerals from two on
/// @param pronouns she, he; her, him; her, his
/// @param and what joins two sentences
/// @param times how "n times" is told where it is not "twice"
record Tongue(
    Language language,
    List<String> numerals,
    List<String> pronouns,
    String and,
    String twice,
    String times,
    List<String> shares,
    String percent) {
  Tongue {
    numerals = List.copyOf(numerals);
    pronouns = List.copyOf(pronouns);
    shares = List.copyOf(shares);
  }

  /// A noun as the language writes nouns: German ones with a capital.
  Noun written(Noun noun) {
    return language == Language.GERMAN
        ? new Noun(capitalised(noun.one()), capitalised(noun.many()))
        : noun;
  }

  private static String capitalised(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  static Tongue of(Language language) {
    return switch (language) {
      case ENGLISH ->
          new Tongue(
              language,
              List.of(
                  "two",
                  "three",
                  "four",
                  "five",
                  "six",
                  "seven",
                  "eight",
                  "nine",
                  "ten",
                  "eleven",
                  "twelve",
                  "thirteen",
                  "fourteen",
                  "fifteen",
                  "sixteen",
                  "seventeen",
                  "eighteen",
                  "nineteen",
                  "twenty"),
              List.of("she", "he", "her", "him", "her", "his"),
              "and",
              "twice",
              "times",
              List.of("half", "a third", "a quarter", "a fifth", "a sixth"),
              "percent");
      case GERMAN ->
          new Tongue(
              language,
              List.of(
                  "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf",
                  "zwölf"),
              List.of("sie", "er", "sie", "ihn", "ihr", "sein"),
              "und",
              "doppelt",
              "Mal",
              List.of("die Hälfte", "ein Drittel", "ein Viertel", "ein Fünftel", "ein Sechstel"),
              "Prozent");
      case FRENCH ->
          new Tongue(
              language,
              List.of(
                  "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
                  "douze"),
              List.of("elle", "il", "elle", "lui", "son", "son"),
              "et",
              "deux fois",
              "fois",
              List.of("la moitié", "un tiers", "un quart", "un cinquième", "un sixième"),
              "pour cent");
      case SPANISH ->
          new Tongue(
              language,
              List.of(
                  "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez",
                  "once", "doce"),
              List.of("ella", "él", "ella", "él", "su", "su"),
              "y",
              "el doble",
              "veces",
              List.of("la mitad", "un tercio", "un cuarto", "una quinta parte", "una sexta parte"),
              "por ciento");
    };
  }
}
