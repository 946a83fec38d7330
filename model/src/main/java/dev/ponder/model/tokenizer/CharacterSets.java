package dev.ponder.model.tokenizer;

import java.util.function.IntPredicate;

/// The sets of characters that pre-tokenizers' expressions name, by Unicode general category and
/// the White_Space property.
final class CharacterSets {
  private CharacterSets() {}

  /// The set of a property such as `L`, `Lu` or `N`.
  ///
  /// @throws IllegalArgumentException when there is no such property here
  static IntPredicate property(String name) {
    return switch (name) {
      case "L" -> Character::isLetter;
      case "Lu" -> ofType(Character.UPPERCASE_LETTER);
      case "Ll" -> ofType(Character.LOWERCASE_LETTER);
      case "Lt" -> ofType(Character.TITLECASE_LETTER);
      case "Lm" -> ofType(Character.MODIFIER_LETTER);
      case "Lo" -> ofType(Character.OTHER_LETTER);
      case "M" ->
          ofType(Character.NON_SPACING_MARK)
              .or(ofType(Character.COMBINING_SPACING_MARK))
              .or(ofType(Character.ENCLOSING_MARK));
      case "Nd" -> Character::isDigit;
      case "N" ->
          ofType(Character.DECIMAL_DIGIT_NUMBER)
              .or(ofType(Character.LETTER_NUMBER))
              .or(ofType(Character.OTHER_NUMBER));
      case "Pc" -> ofType(Character.CONNECTOR_PUNCTUATION);
      case "P" ->
          property("Pc")
              .or(ofType(Character.DASH_PUNCTUATION))
              .or(ofType(Character.START_PUNCTUATION))
              .or(ofType(Character.END_PUNCTUATION))
              .or(ofType(Character.INITIAL_QUOTE_PUNCTUATION))
              .or(ofType(Character.FINAL_QUOTE_PUNCTUATION))
              .or(ofType(Character.OTHER_PUNCTUATION));
      case "S" ->
          ofType(Character.MATH_SYMBOL)
              .or(ofType(Character.CURRENCY_SYMBOL))
              .or(ofType(Character.MODIFIER_SYMBOL))
              .or(ofType(Character.OTHER_SYMBOL));
      case "Han" ->
          character -> Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN;
      default -> throw new IllegalArgumentException("no property " + name);
    };
  }

  private static IntPredicate ofType(byte type) {
    return character -> Character.getType(character) == type;
  }

  /// White_Space; the methods of [Character] know other sets.
  static boolean isSpace(int character) {
    if (character < 0x80) {
      return character == ' ' || (character >= 0x09 && character <= 0x0D);
    }
    return switch (character) {
      case 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
      default -> character >= 0x2000 && character <= 0x200A;
    };
  }

  /// A character of words: alphabetic ones, marks, decimal digits and connectors.
  static boolean isWord(int character) {
    return Character.isAlphabetic(character)
        || Character.isDigit(character)
        || property("M").test(character)
        || property("Pc").test(character);
  }

  /// The characters that are equal to this one when case does not count: `s` has the long s.
  static IntPredicate ofAnyCase(int letter) {
    int lower = Character.toLowerCase(letter);
    return character ->
        Character.toLowerCase(character) == lower
            || Character.toLowerCase(Character.toUpperCase(character)) == lower;
  }
}
