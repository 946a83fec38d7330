package dev.ponder.grammar;

import dev.ponder.core.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Judges instances the direct way, keyword by keyword, sharing nothing with the compiler: the twin
/// that random schemas are compared with. Knows the keywords that [RandomSchemas] writes.
final class PlainValidator {
  private final Json root;

  PlainValidator(Json root) {
    this.root = root;
  }

  boolean valid(Json value) {
    return valid(root, value);
  }

  private boolean valid(Json schema, Json value) {
    if (schema instanceof Json.Bool(boolean all)) {
      return all;
    }
    Json.Obj object = (Json.Obj) schema;
    return object.members().entrySet().stream()
        .allMatch(e -> holds(e.getKey(), e.getValue(), object, value));
  }

  private boolean holds(String keyword, Json wanted, Json.Obj schema, Json value) {
    return switch (keyword) {
      case "$ref" -> valid(root, value);
      case "type" -> hasType(((Json.Str) wanted).value(), value);
      case "const" -> wanted.equals(value);
      case "enum" -> ((Json.Arr) wanted).elements().contains(value);
      case "anyOf" -> ((Json.Arr) wanted).elements().stream().anyMatch(s -> valid(s, value));
      case "allOf" -> ((Json.Arr) wanted).elements().stream().allMatch(s -> valid(s, value));
      case "minimum" ->
          number(value).map(n -> n.compareTo(number(wanted).orElseThrow()) >= 0).orElse(true);
      case "maximum" ->
          number(value).map(n -> n.compareTo(number(wanted).orElseThrow()) <= 0).orElse(true);
      case "multipleOf" ->
          number(value)
              .map(n -> n.remainder(number(wanted).orElseThrow()).signum() == 0)
              .orElse(true);
      case "minLength" -> length(value).map(n -> n >= count(wanted)).orElse(true);
      case "maxLength" -> length(value).map(n -> n <= count(wanted)).orElse(true);
      case "pattern" ->
          !(value instanceof Json.Str(String text))
              || Pattern.compile(((Json.Str) wanted).value()).matcher(text).find();
      case "minItems" -> elements(value).map(e -> e.size() >= count(wanted)).orElse(true);
      case "maxItems" -> elements(value).map(e -> e.size() <= count(wanted)).orElse(true);
      case "items" ->
          elements(value).map(e -> e.stream().allMatch(x -> valid(wanted, x))).orElse(true);
      case "required" ->
          members(value)
              .map(m ->
                  ((Json.Arr) wanted)
                      .elements().stream().allMatch(n -> m.containsKey(((Json.Str) n).value())))
              .orElse(true);
      case "properties" ->
          members(value)
              .map(m ->
                  ((Json.Obj) wanted)
                      .members().entrySet().stream()
                          .allMatch(p ->
                              !m.containsKey(p.getKey()) || valid(p.getValue(), m.get(p.getKey()))))
              .orElse(true);
      case "additionalProperties" ->
          members(value)
              .map(m ->
                  m.entrySet().stream()
                      .allMatch(e -> named(schema, e.getKey()) || valid(wanted, e.getValue())))
              .orElse(true);
      case "minProperties" -> members(value).map(m -> m.size() >= count(wanted)).orElse(true);
      case "maxProperties" -> members(value).map(m -> m.size() <= count(wanted)).orElse(true);
      default -> throw new IllegalArgumentException(keyword);
    };
  }

  private static boolean named(Json.Obj schema, String name) {
    return schema
        .member("properties")
        .map(p -> ((Json.Obj) p).member(name).isPresent())
        .orElse(false);
  }

  private static boolean hasType(String type, Json value) {
    return switch (value) {
      case Json.Null() -> type.equals("null");
      case Json.Bool _ -> type.equals("boolean");
      case Json.Num n ->
          type.equals("number")
              || type.equals("integer")
                  && new BigDecimal(n.literal()).stripTrailingZeros().scale() <= 0;
      case Json.Str _ -> type.equals("string");
      case Json.Arr _ -> type.equals("array");
      case Json.Obj _ -> type.equals("object");
    };
  }

  private static Optional<BigDecimal> number(Json value) {
    return value instanceof Json.Num n
        ? Optional.of(new BigDecimal(n.literal()))
        : Optional.empty();
  }

  private static long count(Json value) {
    return number(value).orElseThrow().longValueExact();
  }

  private static Optional<Integer> length(Json value) {
    return value instanceof Json.Str(String s)
        ? Optional.of(s.codePointCount(0, s.length()))
        : Optional.empty();
  }

  private static Optional<List<Json>> elements(Json value) {
    return value instanceof Json.Arr(List<Json> e) ? Optional.of(e) : Optional.empty();
  }

  private static Optional<Map<String, Json>> members(Json value) {
    return value instanceof Json.Obj(Map<String, Json> m) ? Optional.of(m) : Optional.empty();
  }
}
