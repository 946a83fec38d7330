package dev.ponder.jinja;

/// Classes of characters as Python has them.
final class Characters {
  private Characters() {}

  /// `str.isspace` of one character.
  static boolean isWhite(int c) {
    return switch (c) {
      case ' ', '\t', '\n', 0x0b, 0x0c, '\r', 0x1c, 0x1d, 0x1e, 0x1f, 0x85, 0xa0 -> true;
      default -> c > 0xff && (Character.isSpaceChar(c) && c != 0x180e);
    };
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /// The line ends of `str.splitlines`.
  static boolean endsLine(char c) {
    return switch (c) {
      case '\n', 0x0b, 0x0c, '\r', 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029 -> true;
      default -> false;
    };
  }

  static boolean allWhite(String text, int from) {
    return skipWhite(text, from) == text.length();
  }

  static int skipWhite(String text, int from) {
    int i = from;
    while (i < text.length() && isWhite(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /// Where the text ends if white space at its end is left out.
  static int trimmedEnd(String text) {
    int end = text.length();
    while (end > 0 && isWhite(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  static int skipName(String text, int from) {
    int i = from;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      if (c != '_'
          && (!Character.isUnicodeIdentifierPart(c) || Character.isIdentifierIgnorable(c))) {
        break;
      }
      i += Character.charCount(c);
    }
    return i;
  }

  /// Whether `repr` shows the character as it is.
  static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }
}
