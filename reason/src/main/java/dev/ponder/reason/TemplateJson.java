package dev.ponder.reason;

import dev.ponder.core.Json;
import dev.ponder.core.Tool;
import java.util.List;
import java.util.Map;

/// JSON spaced as chat templates space it, which is what models were trained on: as Python's
/// `json.dumps` writes it, without escaping characters beyond ASCII.
final class TemplateJson {
  private final int indent;
  private final StringBuilder out = new StringBuilder();

  private TemplateJson(int indent) {
    this.indent = indent;
  }

  /// On one line, a space after each comma and colon.
  static String of(Json value) {
    return written(value, 0);
  }

  /// Over several lines, indented by that many spaces per level.
  static String indented(Json value, int indent) {
    return written(value, indent);
  }

  private static String written(Json value, int indent) {
    TemplateJson json = new TemplateJson(indent);
    json.value(value, 0);
    return json.out.toString();
  }

  /// A string with its quotes.
  static String quoted(String text) {
    TemplateJson json = new TemplateJson(0);
    json.string(text);
    return json.out.toString();
  }

  /// A tool as the API describes it: `{"type": "function", "function": {…}}`.
  static Json.Obj wrapped(Tool tool) {
    return Json.object().put("type", "function").put("function", bare(tool)).build();
  }

  /// A tool's own part: name, description and parameters, as far as there are such.
  static Json.Obj bare(Tool tool) {
    return switch (tool) {
      case Tool.Function(String name, var description, var parameters, _) -> {
        Json.Builder function = Json.object().put("name", name);
        description.ifPresent(text -> function.put("description", text));
        parameters.ifPresent(schema -> function.put("parameters", schema));
        yield function.build();
      }
      case Tool.Custom custom -> bare(CustomTools.asFunction(custom));
    };
  }

  private void value(Json value, int depth) {
    switch (value) {
      case Json.Obj(Map<String, Json> members) -> object(members, depth);
      case Json.Arr(List<Json> elements) -> array(elements, depth);
      case Json.Str(String text) -> string(text);
      case Json.Num(String literal) -> out.append(literal);
      case Json.Bool(boolean is) -> out.append(is);
      case Json.Null() -> out.append("null");
    }
  }

  private void object(Map<String, Json> members, int depth) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<String, Json> member : members.entrySet()) {
      separate(first, depth + 1);
      first = false;
      string(member.getKey());
      out.append(": ");
      value(member.getValue(), depth + 1);
    }
    close(first, depth, '}');
  }

  private void array(List<Json> elements, int depth) {
    out.append('[');
    boolean first = true;
    for (Json element : elements) {
      separate(first, depth + 1);
      first = false;
      value(element, depth + 1);
    }
    close(first, depth, ']');
  }

  private void separate(boolean first, int depth) {
    if (!first) {
      out.append(indent > 0 ? "," : ", ");
    }
    breakLine(depth);
  }

  private void close(boolean empty, int depth, char bracket) {
    if (!empty) {
      breakLine(depth);
    }
    out.append(bracket);
  }

  private void breakLine(int depth) {
    if (indent > 0) {
      out.append('\n').repeat(" ", indent * depth);
    }
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      character(text.charAt(i));
    }
    out.append('"');
  }

  private void character(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      default -> {
        if (c < 0x20) {
          out.append("\\u00").append(c < 0x10 ? "0" : "").append(Integer.toHexString(c));
        } else {
          out.append(c);
        }
      }
    }
  }
}
