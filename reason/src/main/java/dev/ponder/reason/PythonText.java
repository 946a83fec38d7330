package dev.ponder.reason;

import dev.ponder.core.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// JSON as Python prints dictionaries and lists, which some templates take for a tool's
/// description.
final class PythonText {
  private PythonText() {}

  static String of(Json value) {
    return switch (value) {
      case Json.Obj(Map<String, Json> members) ->
          members.entrySet().stream()
              .map(member -> string(member.getKey()) + ": " + of(member.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case Json.Arr(List<Json> elements) ->
          elements.stream().map(PythonText::of).collect(Collectors.joining(", ", "[", "]"));
      case Json.Str(String text) -> string(text);
      case Json.Num(String literal) -> literal;
      case Json.Bool(boolean is) -> is ? "True" : "False";
      case Json.Null() -> "None";
    };
  }

  /// In single quotes, or in double ones where the text has only single ones.
  private static String string(String text) {
    char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
    StringBuilder out = new StringBuilder().append(quote);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\\' -> out.append("\\\\");
        default -> {
          if (c == quote) {
            out.append('\\').append(c);
          } else if (c < 0x20 || c == 0x7f) {
            out.append("\\x%02x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append(quote).toString();
  }
}
