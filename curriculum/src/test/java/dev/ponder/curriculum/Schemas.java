package dev.ponder.curriculum;

import dev.ponder.core.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// As much of JSON Schema as the curriculum uses.
final class Schemas {
  private Schemas() {}

  /// What is wrong with a value by that schema, if anything is.
  static Optional<String> complaint(Json schema, Json value) {
    Map<String, Json> keywords = ((Json.Obj) schema).members();
    if (keywords.get("anyOf") instanceof Json.Arr(List<Json> choices)) {
      return choices.stream().anyMatch(choice -> complaint(choice, value).isEmpty())
          ? Optional.empty()
          : Optional.of("none of the choices: " + value.text());
    }
    if (keywords.get("enum") instanceof Json.Arr(List<Json> values) && !values.contains(value)) {
      return Optional.of("not in the enum: " + value.text());
    }
    if (!typed(member(keywords, "type"), value)) {
      return Optional.of(value.text() + " is not of type " + member(keywords, "type"));
    }
    return switch (value) {
      case Json.Obj(Map<String, Json> members) -> members(keywords, members);
      case Json.Arr(List<Json> elements) ->
          elements.stream()
              .flatMap(element -> complaint(member(keywords, "items"), element).stream())
              .findFirst();
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> Optional.empty();
    };
  }

  private static Optional<String> members(Map<String, Json> keywords, Map<String, Json> members) {
    Map<String, Json> properties = ((Json.Obj) member(keywords, "properties")).members();
    if (keywords.get("required") instanceof Json.Arr(List<Json> required)) {
      for (Json name : required) {
        if (!members.containsKey(((Json.Str) name).value())) {
          return Optional.of("without " + name);
        }
      }
    }
    for (Map.Entry<String, Json> member : members.entrySet()) {
      Json schema = properties.get(member.getKey());
      Optional<String> wrong =
          schema == null
              ? Optional.of("no " + member.getKey())
              : complaint(schema, member.getValue());
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private static boolean typed(Json type, Json value) {
    if (type instanceof Json.Arr(List<Json> choices)) {
      return choices.stream().anyMatch(choice -> typed(choice, value));
    }
    return switch (((Json.Str) type).value()) {
      case "object" -> value instanceof Json.Obj;
      case "array" -> value instanceof Json.Arr;
      case "string" -> value instanceof Json.Str;
      case "boolean" -> value instanceof Json.Bool;
      case "null" -> value instanceof Json.Null;
      case "integer" -> value instanceof Json.Num(String literal) && !literal.contains(".");
      case "number" -> value instanceof Json.Num;
      default -> throw new IllegalArgumentException("type " + type);
    };
  }

  private static Json member(Map<String, Json> members, String name) {
    return Optional.ofNullable(members.get(name)).orElseThrow();
  }
}
