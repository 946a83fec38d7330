package dev.ponder.grammar;

/// A pattern's text and how far it has been read.
final class PatternText {
  private final String text;
  private int at;

  PatternText(String text) {
    this.text = text;
  }

  boolean ended() {
    return at >= text.length();
  }

  /// The next character, -1 at the end.
  int peek() {
    return ended() ? -1 : text.codePointAt(at);
  }

  int next() {
    if (ended()) {
      throw malformed("it ends too early");
    }
    int c = text.codePointAt(at);
    at += Character.charCount(c);
    return c;
  }

  boolean take(char expected) {
    boolean found = !ended() && text.charAt(at) == expected;
    at += found ? 1 : 0;
    return found;
  }

  boolean take(String expected) {
    boolean found = text.startsWith(expected, at);
    at += found ? expected.length() : 0;
    return found;
  }

  boolean follows(String expected) {
    return text.startsWith(expected, at);
  }

  /// The character so many places on, -1 where there is none.
  int ahead(int places) {
    return at + places < text.length() ? text.charAt(at + places) : -1;
  }

  /// What comes before that character, which is read as well.
  String until(char end, String missing) {
    int found = text.indexOf(end, at);
    if (found < 0) {
      throw malformed(missing);
    }
    String before = text.substring(at, found);
    at = found + 1;
    return before;
  }

  int hexadecimal(int digits) {
    if (digits < 1 || at + digits > text.length()) {
      throw malformed("a hexadecimal escape is cut off");
    }
    return number(text.substring(at, at += digits));
  }

  int hexadecimalInBraces() {
    String digits = until('}', "a hexadecimal escape does not end");
    if (digits.isEmpty() || digits.length() > 6) {
      throw malformed("a hexadecimal escape does not end");
    }
    return number(digits);
  }

  private int number(String digits) {
    if (!digits.matches("[0-9a-fA-F]+")) {
      throw malformed("a hexadecimal escape has other characters in it");
    }
    long value = Long.parseLong(digits, 16);
    if (value > Character.MAX_CODE_POINT) {
      throw malformed("there is no such character");
    }
    return (int) value;
  }

  PatternException malformed(String why) {
    return new PatternException(why + " (character " + (at + 1) + ")");
  }
}
