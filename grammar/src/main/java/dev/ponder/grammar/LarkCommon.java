package dev.ponder.grammar;

import java.util.Map;
import java.util.Optional;

/// The terminals that definitions may import from `common`, and how strings are escaped.
final class LarkCommon {
  private static final String INT = "[0-9]+";
  private static final String DECIMAL = "([0-9]+\\.[0-9]*|\\.[0-9]+)";
  private static final String EXPONENT = "[eE][+-]?[0-9]+";
  private static final String FLOAT = "([0-9]+" + EXPONENT + "|" + DECIMAL + "(" + EXPONENT + ")?)";
  private static final String NUMBER = "(" + FLOAT + "|" + INT + ")";
  private static final String LETTER = "[A-Za-z]";

  private static final Map<String, String> EXPRESSIONS =
      Map.ofEntries(
          Map.entry("DIGIT", "[0-9]"),
          Map.entry("HEXDIGIT", "[0-9a-fA-F]"),
          Map.entry("INT", INT),
          Map.entry("SIGNED_INT", "[+-]?" + INT),
          Map.entry("DECIMAL", DECIMAL),
          Map.entry("FLOAT", FLOAT),
          Map.entry("SIGNED_FLOAT", "[+-]?" + FLOAT),
          Map.entry("NUMBER", NUMBER),
          Map.entry("SIGNED_NUMBER", "[+-]?" + NUMBER),
          Map.entry("LCASE_LETTER", "[a-z]"),
          Map.entry("UCASE_LETTER", "[A-Z]"),
          Map.entry("LETTER", LETTER),
          Map.entry("WORD", LETTER + "+"),
          Map.entry("CNAME", "[_A-Za-z][_A-Za-z0-9]*"),
          Map.entry("ESCAPED_STRING", "\"([^\"\\\\\\n]|\\\\[^\\n])*\""),
          Map.entry("WS_INLINE", "[ \\t]+"),
          Map.entry("WS", "[ \\t\\f\\r\\n]+"),
          Map.entry("CR", "\\r"),
          Map.entry("LF", "\\n"),
          Map.entry("NEWLINE", "(\\r?\\n)+"),
          Map.entry("SH_COMMENT", "#[^\\n]*"),
          Map.entry("CPP_COMMENT", "//[^\\n]*"),
          Map.entry("C_COMMENT", "/\\*([^*]|\\*+[^*/])*\\*+/"),
          Map.entry("SQL_COMMENT", "--[^\\n]*"));

  private LarkCommon() {}

  static Optional<LarkNode> definition(String name, Budget budget) {
    budget.spend(1);
    return Optional.ofNullable(EXPRESSIONS.get(name))
        .map(pattern -> new LarkNode.Expression(pattern, PatternFlags.NONE, 0));
  }

  /// The content of a string token.
  static String unescaped(LarkToken token) {
    String raw = token.text();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) != '\\') {
        text.append(raw.charAt(i));
        continue;
      }
      char escape = raw.charAt(++i);
      int digits = "xuU".indexOf(escape) < 0 ? 0 : 2 << "xuU".indexOf(escape);
      if (digits > 0) {
        text.appendCodePoint(hexadecimal(token, i + 1, digits));
        i += digits;
      } else {
        text.append(simple(token, escape));
      }
    }
    return text.toString();
  }

  private static int hexadecimal(LarkToken token, int start, int digits) {
    int end = Math.min(start + digits, token.text().length());
    String number = token.text().substring(start, end);
    boolean valid = number.length() == digits && number.matches("[0-9a-fA-F]*");
    long value = valid ? Long.parseLong(number, 16) : -1;
    boolean character =
        Character.isValidCodePoint((int) Math.min(value, Integer.MAX_VALUE))
            && !(value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE);
    if (!valid || !character) {
      throw LarkLexer.problem(token.line(), "a hexadecimal escape names no character");
    }
    return (int) value;
  }

  private static char simple(LarkToken token, char escape) {
    return switch (escape) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'f' -> '\f';
      case 'b' -> '\b';
      case 'v' -> 0x0b;
      case 'a' -> 7;
      case '0' -> 0;
      case '"', '\\', '/', '\'' -> escape;
      default ->
          throw LarkLexer.problem(token.line(), "'\\" + escape + "' means nothing in a string");
    };
  }
}
