package dev.ponder.learn.evaluation;

import dev.ponder.core.Json;
import java.util.Map;

/// Whether a value is as a JSON Schema says, as far as the curriculum's schemas go: `type`,
/// `properties`, `required`, `additionalProperties`, `items` and `enum`. Written apart from the
/// grammar that holds answers to schemas, since it is to show that that one works.
final class SchemaCheck {
  private SchemaCheck() {}

  static boolean conforms(Json value, Json schema) {
    if (!(schema instanceof Json.Obj(Map<String, Json> rules))) {
      return true;
    }
    return rules.entrySet().stream()
        .allMatch(rule ->
            switch (rule.getKey()) {
              case "type" -> isOfType(value, rule.getValue());
              case "enum" ->
                  !(rule.getValue() instanceof Json.Arr all) || all.elements().contains(value);
              case "properties" -> propertiesConform(value, rule.getValue());
              case "required" -> hasAll(value, rule.getValue());
              case "additionalProperties" ->
                  !Json.of(false).equals(rule.getValue()) || hasNoMore(value, rules);
              case "items" ->
                  !(value instanceof Json.Arr all)
                      || all.elements().stream().allMatch(one -> conforms(one, rule.getValue()));
              default -> true;
            });
  }

  private static boolean isOfType(Json value, Json type) {
    return switch (type) {
      case Json.Str(String name) -> isOfType(value, name);
      case Json.Arr several -> several.elements().stream().anyMatch(one -> isOfType(value, one));
      case Json.Obj _, Json.Num _, Json.Bool _, Json.Null _ -> false;
    };
  }

  private static boolean isOfType(Json value, String name) {
    return switch (value) {
      case Json.Obj _ -> name.equals("object");
      case Json.Arr _ -> name.equals("array");
      case Json.Str _ -> name.equals("string");
      case Json.Bool _ -> name.equals("boolean");
      case Json.Null _ -> name.equals("null");
      case Json.Num number ->
          name.equals("number")
              || name.equals("integer") && number.doubleValue() == Math.rint(number.doubleValue());
    };
  }

  private static boolean propertiesConform(Json value, Json properties) {
    return !(value instanceof Json.Obj object)
        || !(properties instanceof Json.Obj rules)
        || object.members().entrySet().stream()
            .allMatch(member ->
                rules
                    .member(member.getKey())
                    .map(rule -> conforms(member.getValue(), rule))
                    .orElse(true));
  }

  private static boolean hasAll(Json value, Json required) {
    return !(value instanceof Json.Obj object)
        || !(required instanceof Json.Arr names)
        || names.elements().stream()
            .allMatch(
                name -> name instanceof Json.Str(String key) && object.members().containsKey(key));
  }

  private static boolean hasNoMore(Json value, Map<String, Json> rules) {
    return !(value instanceof Json.Obj object)
        || !(rules.get("properties") instanceof Json.Obj known)
        || known.members().keySet().containsAll(object.members().keySet());
  }
}
