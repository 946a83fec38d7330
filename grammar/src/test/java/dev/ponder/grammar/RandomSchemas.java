package dev.ponder.grammar;

import dev.ponder.core.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Schemas at random: every supported shape, bounds that fit and bounds that do not, recursion.
final class RandomSchemas {
  private static final List<String> NAMES = List.of("a", "ab", "naïve", "b\"c", "n\n", "type");
  private static final List<String> PATTERNS =
      List.of("^[a-c]+$", "x", "^(ab|cd)*$", "\\d{2,3}", "^a|b$", "é", "^.{2}$");

  private final Random random;

  RandomSchemas(long seed) {
    this.random = new Random(seed);
  }

  Json next(int depth) {
    return switch (random.nextInt(depth <= 0 ? 6 : 11)) {
      case 0 -> typed("null").build();
      case 1 -> typed("boolean").build();
      case 2 -> number(typed("integer"));
      case 3 -> number(typed("number"));
      case 4 -> string();
      case 5 -> Json.object().put("enum", Json.of(values())).build();
      case 6, 7 -> object(depth);
      case 8 -> array(depth);
      case 9 -> several(depth, "anyOf");
      default -> random.nextInt(3) == 0 ? again() : several(depth, "allOf");
    };
  }

  /// The whole schema once more, a level below, as the twin would otherwise run in circles.
  private static Json again() {
    Json whole = Json.object().put("$ref", "#").build();
    return typed("array").put("items", whole).put("maxItems", 2).build();
  }

  private static Json.Builder typed(String type) {
    return Json.object().put("type", type);
  }

  private List<Json> values() {
    List<Json> all =
        List.of(Json.of("a"), Json.of("é\n"), Json.of(3), new Json.Null(), Json.of(true));
    return all.subList(random.nextInt(3), 3 + random.nextInt(3));
  }

  private Json number(Json.Builder schema) {
    if (random.nextBoolean()) {
      schema.put("minimum", random.nextInt(200) - 100);
    }
    if (random.nextBoolean()) {
      schema.put(
          "maximum", random.nextInt(2) == 0 ? Json.of(random.nextInt(300) - 50) : Json.of(12.75));
    }
    if (random.nextInt(3) == 0) {
      schema.put(
          "multipleOf", random.nextBoolean() ? Json.of(1 + random.nextInt(12)) : Json.of(0.25));
    }
    return schema.build();
  }

  private Json string() {
    Json.Builder schema = typed("string");
    if (random.nextInt(3) == 0) {
      schema.put("pattern", PATTERNS.get(random.nextInt(PATTERNS.size())));
    }
    if (random.nextInt(3) == 0) {
      schema.put("minLength", random.nextInt(4));
    }
    return schema.put("maxLength", 3 + random.nextInt(10)).build();
  }

  private Json object(int depth) {
    Json.Builder properties = Json.object();
    List<Json> required = new ArrayList<>();
    for (String name : NAMES) {
      if (random.nextInt(2) == 0) {
        properties.put(name, next(depth - 1));
      }
      if (random.nextInt(5) == 0) {
        required.add(Json.of(name));
      }
    }
    Json.Builder schema = typed("object").put("properties", properties.build());
    schema.put("required", Json.of(required));
    schema.put("additionalProperties", random.nextInt(3) > 0 ? Json.of(false) : next(depth - 1));
    if (random.nextInt(4) == 0) {
      schema.put("maxProperties", 1 + random.nextInt(4));
    }
    return schema.build();
  }

  private Json array(int depth) {
    Json.Builder schema = typed("array").put("items", next(depth - 1));
    if (random.nextBoolean()) {
      schema.put("minItems", random.nextInt(3));
    }
    return schema.put("maxItems", 1 + random.nextInt(3)).build();
  }

  private Json several(int depth, String keyword) {
    return Json.object().put(keyword, Json.of(List.of(next(depth - 1), next(depth - 1)))).build();
  }
}
