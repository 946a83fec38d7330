package dev.ponder.jinja;

/// The backslashes of string constants, as Python reads them.
final class StringEscapes {
  private StringEscapes() {}

  static String decode(String literal, int line) {
    if (literal.indexOf('\\') < 0) {
      return literal;
    }
    StringBuilder out = new StringBuilder(literal.length());
    int i = 0;
    while (i < literal.length()) {
      char c = literal.charAt(i++);
      if (c != '\\') {
        out.append(c);
      } else {
        i = escape(literal, i, out, line);
      }
    }
    return out.toString();
  }

  /// The character after a backslash at `i`; returns where the escape ends.
  private static int escape(String literal, int i, StringBuilder out, int line) {
    char c = literal.charAt(i);
    switch (c) {
      case '\n' -> {}
      case '\\', '\'', '"' -> out.append(c);
      case 'n' -> out.append('\n');
      case 't' -> out.append('\t');
      case 'r' -> out.append('\r');
      case 'a' -> out.append('\u0007');
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'v' -> out.append('\u000b');
      case 'x' -> {
        return hexadecimal(literal, i + 1, 2, out, line);
      }
      case 'u' -> {
        return hexadecimal(literal, i + 1, 4, out, line);
      }
      case 'U' -> {
        return hexadecimal(literal, i + 1, 8, out, line);
      }
      case 'N' -> {
        return named(literal, i + 1, out, line);
      }
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        return octal(literal, i, out);
      }
      default -> out.append('\\').append(c);
    }
    return i + 1;
  }

  private static int hexadecimal(
      String literal, int from, int digits, StringBuilder out, int line) {
    int code = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = i < literal.length() ? Character.digit(literal.charAt(i), 16) : -1;
      if (digit < 0 || code > Character.MAX_CODE_POINT) {
        throw new TemplateException.Syntax(line, "the string has a broken \\ escape");
      }
      code = code << 4 | digit;
    }
    if (!Character.isValidCodePoint(code)) {
      throw new TemplateException.Syntax(line, "the string has a broken \\ escape");
    }
    out.appendCodePoint(code);
    return from + digits;
  }

  private static int octal(String literal, int from, StringBuilder out) {
    int code = 0;
    int i = from;
    while (i < Math.min(from + 3, literal.length())
        && literal.charAt(i) >= '0'
        && literal.charAt(i) <= '7') {
      code = code * 8 + literal.charAt(i++) - '0';
    }
    out.appendCodePoint(code);
    return i;
  }

  private static int named(String literal, int from, StringBuilder out, int line) {
    int end = literal.indexOf('}', from);
    if (end < 0 || literal.charAt(from) != '{') {
      throw new TemplateException.Syntax(line, "the string has a broken \\N escape");
    }
    try {
      out.appendCodePoint(Character.codePointOf(literal.substring(from + 1, end)));
    } catch (IllegalArgumentException e) {
      throw new TemplateException.Syntax(line, "the string names an unknown character");
    }
    return end + 1;
  }
}
