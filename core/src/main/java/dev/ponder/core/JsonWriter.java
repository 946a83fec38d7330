package dev.ponder.core;

import java.util.Map;

/// Writes [Json] as compact text.
final class JsonWriter {
  private static final String HEX = "0123456789abcdef";

  private JsonWriter() {}

  static String write(Json value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(Json value, StringBuilder out) {
    switch (value) {
      case Json.Obj(Map<String, Json> members) -> object(members, out);
      case Json.Arr array -> array(array, out);
      case Json.Str(String text) -> string(text, out);
      case Json.Num(String literal) -> out.append(literal);
      case Json.Bool(boolean flag) -> out.append(flag);
      case Json.Null() -> out.append("null");
    }
  }

  private static void object(Map<String, Json> members, StringBuilder out) {
    out.append('{');
    char separator = 0;
    for (Map.Entry<String, Json> member : members.entrySet()) {
      if (separator != 0) {
        out.append(separator);
      }
      separator = ',';
      string(member.getKey(), out);
      out.append(':');
      write(member.getValue(), out);
    }
    out.append('}');
  }

  private static void array(Json.Arr array, StringBuilder out) {
    out.append('[');
    for (int i = 0; i < array.elements().size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      write(array.elements().get(i), out);
    }
    out.append(']');
  }

  static void string(String text, StringBuilder out) {
    out.append('"');
    int plain = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!mustEscape(text, i, c)) {
        continue;
      }
      out.append(text, plain, i);
      plain = i + 1;
      escape(c, out);
    }
    out.append(text, plain, text.length()).append('"');
  }

  /// Beyond what JSON asks for: a lone surrogate has no UTF-8 form, and U+0085, U+2028 and U+2029
  /// end lines for some readers of event streams.
  private static boolean mustEscape(String text, int index, char c) {
    if (c < 0x7f) {
      return c < 0x20 || c == '"' || c == '\\';
    }
    return c == 0x85 || c == 0x2028 || c == 0x2029 || loneSurrogate(text, index);
  }

  private static void escape(char c, StringBuilder out) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> unicode(c, out);
    }
  }

  private static boolean loneSurrogate(String text, int index) {
    char c = text.charAt(index);
    if (Character.isHighSurrogate(c)) {
      return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
    }
    return Character.isLowSurrogate(c)
        && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
  }

  private static void unicode(char c, StringBuilder out) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX.charAt((c >> shift) & 0xf));
    }
  }
}
