package dev.ponder.model.tokenizer;

/// The kinds of characters that pre-tokenizers tell apart, as bits of a set, by Unicode general
/// category and the White_Space property.
final class CharacterKind {
  /// Lu, Lt.
  static final int UPPER = 1;

  /// Ll.
  static final int LOWER = 2;

  /// Lm, Lo.
  static final int CASELESS = 4;

  /// Mn, Mc, Me.
  static final int MARK = 8;

  /// Nd, Nl, No.
  static final int NUMBER = 16;

  /// CR, LF.
  static final int NEWLINE = 32;

  /// White space except newlines.
  static final int BLANK = 64;

  /// Everything else.
  static final int OTHER = 128;

  static final int LETTER = UPPER | LOWER | CASELESS;
  static final int SPACE = NEWLINE | BLANK;
  static final int SYMBOL = MARK | OTHER;

  private CharacterKind() {}

  /// The kind of the character at that index.
  static int at(String text, int index) {
    return of(text.codePointAt(index));
  }

  /// The end of the longest run of characters of these kinds.
  static int endOfRun(String text, int from, int to, int kinds) {
    int end = from;
    while (end < to) {
      int character = text.codePointAt(end);
      if ((of(character) & kinds) == 0) {
        return end;
      }
      end += Character.charCount(character);
    }
    return end;
  }

  /// The index behind the character at that index.
  static int next(String text, int index) {
    return index + Character.charCount(text.codePointAt(index));
  }

  private static int of(int character) {
    if (isSpace(character)) {
      return character == '\n' || character == '\r' ? NEWLINE : BLANK;
    }
    return switch (Character.getType(character)) {
      case Character.UPPERCASE_LETTER, Character.TITLECASE_LETTER -> UPPER;
      case Character.LOWERCASE_LETTER -> LOWER;
      case Character.MODIFIER_LETTER, Character.OTHER_LETTER -> CASELESS;
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          MARK;
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
          NUMBER;
      default -> OTHER;
    };
  }

  /// White_Space; the methods of [Character] know other sets.
  private static boolean isSpace(int character) {
    if (character < 0x80) {
      return character == ' ' || (character >= 0x09 && character <= 0x0D);
    }
    return switch (character) {
      case 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
      default -> character >= 0x2000 && character <= 0x200A;
    };
  }
}
