package dev.ponder.grammar;

import dev.ponder.core.Json;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// OpenAI's rules for schemas with `strict: true`, which ask for more than that a schema can be
/// kept: every object lists all its members and allows no others. The complaints are OpenAI's.
public final class StrictSchema {
  private static final int MAX_PROPERTIES = 5_000;
  private static final int MAX_LEVELS = 10;
  private static final int MAX_CHARACTERS = 120_000;
  private static final int MAX_ENUM_VALUES = 1_000;
  private static final int LONG_ENUM = 250;
  private static final int MAX_LONG_ENUM_CHARACTERS = 15_000;

  private static final List<String> NOT_PERMITTED =
      List.of(
          "allOf",
          "oneOf",
          "not",
          "if",
          "then",
          "else",
          "dependentRequired",
          "dependentSchemas",
          "patternProperties",
          "propertyNames",
          "unevaluatedProperties",
          "unevaluatedItems",
          "prefixItems",
          "contains",
          "uniqueItems",
          "minProperties",
          "maxProperties");

  private static final Set<String> FORMATS =
      Set.of("date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid");

  /// @param level how many objects and arrays it is in, itself included
  private record Place(Located schema, int level) {}

  private final Located root;
  private final ArrayDeque<Place> open = new ArrayDeque<>();
  private long properties;
  private long characters;
  private long enumValues;

  private StrictSchema(Located root) {
    this.root = root;
  }

  /// @throws SchemaException when the schema breaks one of the rules
  public static void check(Json schema) {
    new StrictSchema(Located.root(schema)).check();
  }

  private void check() {
    String type = root.keyword("type").map(StrictSchema::text).orElse("None");
    if (!type.equals("object")) {
      throw root.problem(
          "type",
          "schema must be a JSON Schema of 'type: \"object\"', got 'type: \"" + type + "\"'.");
    }
    if (root.keyword("anyOf").isPresent()) {
      throw notPermitted(root, "anyOf");
    }
    open.add(new Place(root, 1));
    while (!open.isEmpty()) {
      Place place = open.remove();
      check(place.schema, place.level);
    }
  }

  private static String text(Json value) {
    return value instanceof Json.Str(String string) ? string : value.text();
  }

  private void check(Located schema, int level) {
    if (!(schema.json() instanceof Json.Obj)) {
      throw schema.problem("", "schema must be an object.");
    }
    for (String keyword : NOT_PERMITTED) {
      if (schema.keyword(keyword).isPresent()) {
        throw notPermitted(schema, keyword);
      }
    }
    boolean typed =
        List.of("type", "anyOf", "$ref", "enum", "const").stream()
            .anyMatch(k -> schema.keyword(k).isPresent());
    if (!typed) {
      throw schema.problem("type", "schema must have a 'type' key.");
    }
    format(schema);
    values(schema);
    members(schema, level);
    children(schema, level);
  }

  private static SchemaException notPermitted(Located schema, String keyword) {
    return schema.problem(keyword, "'" + keyword + "' is not permitted.");
  }

  private static void format(Located schema) {
    Optional<Json> format = schema.keyword("format");
    if (format.isPresent() && !FORMATS.contains(text(format.get()))) {
      throw schema.problem("format", "'" + text(format.get()) + "' is not a valid format.");
    }
  }

  private void values(Located schema) {
    schema.keyword("const").ifPresent(value -> count(schema, text(value).length()));
    if (!(schema.keyword("enum").orElse(Json.of(0)) instanceof Json.Arr(List<Json> values))) {
      return;
    }
    long length = values.stream().mapToLong(v -> text(v).length()).sum();
    enumValues += values.size();
    if (enumValues > MAX_ENUM_VALUES) {
      throw schema.problem(
          "enum", "schema must have no more than %d enum values.".formatted(MAX_ENUM_VALUES));
    }
    if (values.size() > LONG_ENUM && length > MAX_LONG_ENUM_CHARACTERS) {
      throw schema.problem(
          "enum",
          "an enum of more than %d values must have no more than %d characters."
              .formatted(LONG_ENUM, MAX_LONG_ENUM_CHARACTERS));
    }
    count(schema, length);
  }

  private void count(Located schema, long more) {
    characters += more;
    if (characters > MAX_CHARACTERS) {
      throw schema.problem(
          "",
          "schema must have no more than %d characters of names and values."
              .formatted(MAX_CHARACTERS));
    }
  }

  private void members(Located schema, int level) {
    boolean object = isObject(schema);
    if (object && !schema.keyword("additionalProperties").equals(Optional.of(Json.of(false)))) {
      throw schema.problem(
          "additionalProperties",
          "'additionalProperties' is required to be supplied and to be false.");
    }
    if ((object || schema.keyword("items").isPresent()) && level > MAX_LEVELS) {
      throw schema.problem("", "schema must have no more than %d levels.".formatted(MAX_LEVELS));
    }
    Map<String, Located> named = new Keywords(schema).namedSchemas("properties");
    properties += named.size();
    if (properties > MAX_PROPERTIES) {
      throw schema.problem(
          "properties", "schema must have no more than %d properties.".formatted(MAX_PROPERTIES));
    }
    List<String> required =
        schema.keyword("required").isPresent() ? new Keywords(schema).required() : List.of();
    Set<String> known = Set.copyOf(required);
    for (Map.Entry<String, Located> member : named.entrySet()) {
      count(schema, member.getKey().length());
      if (!known.contains(member.getKey())) {
        throw schema.problem(
            "required",
            "'required' is required to be supplied and to be an array including every key in"
                + " properties. Missing '"
                + member.getKey()
                + "'.");
      }
      open.add(new Place(member.getValue(), level + 1));
    }
  }

  private static boolean isObject(Located schema) {
    Json type = schema.keyword("type").orElse(Json.of(""));
    return type.equals(Json.of("object"))
        || type instanceof Json.Arr(List<Json> names) && names.contains(Json.of("object"))
        || schema.keyword("properties").isPresent();
  }

  private void children(Located schema, int level) {
    if (schema.keyword("items").isPresent()) {
      open.add(new Place(schema.child("items"), level + 1));
    }
    if (schema.keyword("anyOf").isPresent()) {
      new Keywords(schema).schemas("anyOf").forEach(s -> open.add(new Place(s, level)));
    }
    for (String keyword : List.of("$defs", "definitions")) {
      new Keywords(schema).namedSchemas(keyword).values().forEach(s -> open.add(new Place(s, 1)));
    }
  }
}
