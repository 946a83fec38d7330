package dev.ponder.reason;

import dev.ponder.core.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Judges JSON by the few keywords that the tests here use, without any cleverness.
final class PlainSchema {
  private PlainSchema() {}

  static boolean valid(Json.Obj schema, Json value) {
    return schema.members().entrySet().stream()
        .allMatch(keyword -> holds(keyword.getKey(), keyword.getValue(), schema, value));
  }

  private static boolean holds(String keyword, Json rule, Json.Obj schema, Json value) {
    return switch (keyword) {
      case "type" -> type(((Json.Str) rule).value(), value);
      case "enum" -> ((Json.Arr) rule).elements().contains(value);
      case "minimum" ->
          !(value instanceof Json.Num number)
              || number.doubleValue() >= ((Json.Num) rule).doubleValue();
      case "maximum" ->
          !(value instanceof Json.Num number)
              || number.doubleValue() <= ((Json.Num) rule).doubleValue();
      case "maxLength" ->
          !(value instanceof Json.Str(String text))
              || text.codePointCount(0, text.length()) <= ((Json.Num) rule).doubleValue();
      case "maxItems" ->
          !(value instanceof Json.Arr(List<Json> elements))
              || elements.size() <= ((Json.Num) rule).doubleValue();
      case "items" ->
          !(value instanceof Json.Arr(List<Json> elements))
              || elements.stream().allMatch(element -> valid((Json.Obj) rule, element));
      case "properties" ->
          !(value instanceof Json.Obj(Map<String, Json> members))
              || ((Json.Obj) rule)
                  .members().entrySet().stream()
                      .filter(each -> members.containsKey(each.getKey()))
                      .allMatch(each ->
                          valid(
                              (Json.Obj) each.getValue(),
                              Objects.requireNonNull(members.get(each.getKey()))));
      case "required" ->
          !(value instanceof Json.Obj(Map<String, Json> members))
              || ((Json.Arr) rule)
                  .elements().stream()
                      .allMatch(name -> members.containsKey(((Json.Str) name).value()));
      case "additionalProperties" ->
          !(value instanceof Json.Obj(Map<String, Json> members))
              || ((Json.Obj) schema.member("properties").orElse(Json.object().build()))
                  .members()
                  .keySet()
                  .containsAll(members.keySet());
      default -> throw new IllegalArgumentException(keyword);
    };
  }

  private static boolean type(String name, Json value) {
    return switch (value) {
      case Json.Obj _ -> name.equals("object");
      case Json.Arr _ -> name.equals("array");
      case Json.Str _ -> name.equals("string");
      case Json.Num number ->
          name.equals("number") || name.equals("integer") && number.text().matches("-?\\d+");
      case Json.Bool _ -> name.equals("boolean");
      case Json.Null() -> name.equals("null");
    };
  }
}
