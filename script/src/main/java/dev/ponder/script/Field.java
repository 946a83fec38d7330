package dev.ponder.script;

import dev.ponder.core.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A place in a script. Its readers give the value as the type that belongs there, or say what is
/// wrong.
///
/// @param line where the rule begins that it is in, from 1
/// @param path such as `reply.calls[0].tool`; empty for the rule itself
record Field(int line, String path, Json value) {

  ScriptException wrong(String message) {
    return new ScriptException(line, (path.isEmpty() ? "it" : "'" + path + "'") + " " + message);
  }

  private ScriptException wrongType(String expected) {
    String type =
        switch (value) {
          case Json.Obj _ -> "an object";
          case Json.Arr _ -> "an array";
          case Json.Str _ -> "a string";
          case Json.Num _ -> "a number";
          case Json.Bool _ -> "a boolean";
          case Json.Null _ -> "null";
        };
    return wrong("must be " + expected + ", not " + type);
  }

  Map<String, Json> members() {
    if (value instanceof Json.Obj(Map<String, Json> members)) {
      return members;
    }
    throw wrongType("an object");
  }

  /// Refuses members of other names than these.
  Field allow(Set<String> names) {
    for (String name : members().keySet()) {
      if (!names.contains(name)) {
        String known = String.join(", ", names.stream().sorted().toList());
        throw child(name).wrong("is unknown; there are: " + known);
      }
    }
    return this;
  }

  Optional<Field> optional(String name) {
    return members().containsKey(name) ? Optional.of(child(name)) : Optional.empty();
  }

  Field required(String name) {
    return optional(name).orElseThrow(() -> child(name).wrong("is missing"));
  }

  private Field child(String name) {
    return new Field(
        line,
        path.isEmpty() ? name : path + "." + name,
        members().getOrDefault(name, new Json.Null()));
  }

  List<Field> elements() {
    if (!(value instanceof Json.Arr(List<Json> elements))) {
      throw wrongType("an array");
    }
    List<Field> fields = new ArrayList<>();
    for (Json element : elements) {
      fields.add(new Field(line, path + "[" + fields.size() + "]", element));
    }
    return fields;
  }

  String text() {
    if (value instanceof Json.Str(String text)) {
      return text;
    }
    throw wrongType("a string");
  }

  String oneOf(List<String> words) {
    String text = text();
    if (!words.contains(text)) {
      throw wrong("must be one of " + String.join(", ", words) + ", not '" + text + "'");
    }
    return text;
  }

  /// This whole number from `low` to a million.
  int count(int low) {
    if (!(value instanceof Json.Num number)) {
      throw wrongType("a number");
    }
    double count = number.doubleValue();
    if (count != Math.rint(count) || count < low || count > 1e6) {
      throw wrong("must be a whole number from " + low + " to 1000000, not " + number.literal());
    }
    return (int) count;
  }

  /// This regular expression.
  Pattern pattern() {
    try {
      return Pattern.compile(text());
    } catch (PatternSyntaxException e) {
      throw wrong("is no regular expression: " + e.getDescription());
    }
  }
}
