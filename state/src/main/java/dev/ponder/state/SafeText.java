package dev.ponder.state;

/// Text from outside as every database takes it. PostgreSQL refuses U+0000, and half a surrogate
/// pair has no UTF-8 form, so both are written as a backslash and four hexadecimal digits, and a
/// backslash as two. Different texts stay different.
final class SafeText {
  private static final int ESCAPE_LENGTH = 5;
  private static final int LONGEST_INDEXED = 128;

  private SafeText() {}

  static String of(String text) {
    if (text.chars().noneMatch(c -> c == 0 || c == '\\' || Character.isSurrogate((char) c))) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + ESCAPE_LENGTH);
    text.codePoints().forEach(point -> escape(point, out));
    return out.toString();
  }

  private static void escape(int point, StringBuilder out) {
    if (point == '\\') {
      out.append("\\\\");
    } else if (point == 0 || isLoneSurrogate(point)) {
      out.append("\\%04x".formatted(point));
    } else {
      out.appendCodePoint(point);
    }
  }

  private static boolean isLoneSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  /// A text of bounded length that stands for that one where it is only compared: indexes refuse
  /// long ones. What is written as a digest starts as no escaped text does.
  static String indexed(String text) {
    String escaped = of(text);
    return escaped.length() <= LONGEST_INDEXED ? escaped : "\\#" + Digests.sha256(escaped);
  }

  static String read(String stored) {
    if (stored.indexOf('\\') < 0) {
      return stored;
    }
    StringBuilder out = new StringBuilder(stored.length());
    int at = 0;
    while (at < stored.length()) {
      char c = stored.charAt(at);
      if (c != '\\') {
        out.append(c);
        at++;
      } else if (stored.charAt(at + 1) == '\\') {
        out.append('\\');
        at += 2;
      } else {
        out.append((char) Integer.parseInt(stored, at + 1, at + ESCAPE_LENGTH, 16));
        at += ESCAPE_LENGTH;
      }
    }
    return out.toString();
  }
}
