package dev.ponder.reason;

import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A call in one of the shapes in which models write it as JSON:
///
/// ```text
/// {"name": "f", "arguments": {…}}      {"name": "f", "parameters": {…}}
/// {"type": "function", "function": {"name": "f", "arguments": "{…}"}}
/// ```
///
/// @param arguments JSON text, perhaps invalid
record CallShape(String name, String arguments) {
  private static final String STRING = "\"((?:[^\"\\\\]++|\\\\.)*+)\"";
  private static final Pattern NAME = Pattern.compile("\"name\"\\s*:\\s*" + STRING);
  private static final Pattern ARGUMENTS = Pattern.compile("\"(?:arguments|parameters)\"\\s*:\\s*");
  private static final Pattern HEAD =
      Pattern.compile(
          "\\{\\s*(?:\"type\"\\s*:\\s*\"function\"\\s*,\\s*)?\"name\"\\s*:\\s*"
              + STRING
              + "\\s*,\\s*\"(?:arguments|parameters)\"\\s*:\\s*",
          Pattern.DOTALL);
  private static final List<String> KEYS =
      List.of("name", "arguments", "parameters", "type", "function", "id");
  private static final Pattern FIRST_KEY = Pattern.compile("\\{\\s*" + STRING + "\\s*:\\s*");

  /// The name, when `text` is a whole head, up to where an object of arguments begins.
  static Optional<String> nameOfHead(CharSequence text) {
    Matcher head = HEAD.matcher(text);
    return head.matches() ? Optional.of(unescaped(head.group(1))) : Optional.empty();
  }

  /// Whether an object that begins like that may still be a call.
  static boolean mayBegin(CharSequence text) {
    Matcher key = FIRST_KEY.matcher(text);
    return !key.lookingAt() || KEYS.contains(key.group(1));
  }

  /// The call that this JSON text is, if it is one.
  static Optional<CallShape> of(String text) {
    try {
      return Json.parse(text) instanceof Json.Obj object ? of(object) : Optional.empty();
    } catch (JsonSyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<CallShape> of(Json.Obj object) {
    if (object.members().get("function") instanceof Json.Obj function) {
      return of(function);
    }
    if (!(object.members().get("name") instanceof Json.Str(String name)) || name.isEmpty()) {
      return Optional.empty();
    }
    Json arguments =
        object.member("arguments").or(() -> object.member("parameters")).orElse(new Json.Null());
    return Optional.of(new CallShape(name, text(arguments)));
  }

  private static String text(Json arguments) {
    return switch (arguments) {
      case Json.Null() -> "{}";
      // Some models write the arguments as a string of JSON.
      case Json.Str(String text) -> text.isBlank() ? "{}" : text;
      case Json.Obj object -> object.text();
      case Json.Arr array -> array.text();
      case Json.Num number -> number.text();
      case Json.Bool bool -> bool.text();
    };
  }

  /// The call that text between the marks of a call means though it is no JSON: its name if one can
  /// be found, and the arguments as they stand.
  static Optional<CallShape> guessed(String text) {
    Matcher name = NAME.matcher(text);
    if (!name.find() || name.group(1).isEmpty()) {
      return Optional.empty();
    }
    Matcher arguments = ARGUMENTS.matcher(text);
    String rest = arguments.find() ? value(text.substring(arguments.end())) : "{}";
    return Optional.of(new CallShape(unescaped(name.group(1)), rest));
  }

  /// The value that the text begins with, or all of it where that does not end.
  private static String value(String text) {
    JsonExtent extent = new JsonExtent();
    for (int i = 0; i < text.length(); i++) {
      if (extent.accept(text.charAt(i))) {
        return text.substring(0, i + 1);
      }
    }
    return text.strip();
  }

  private static String unescaped(String string) {
    try {
      return Json.parse('"' + string + '"') instanceof Json.Str(String value) ? value : string;
    } catch (JsonSyntaxException e) {
      return string;
    }
  }
}
