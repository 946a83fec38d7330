package dev.ponder.curriculum.structure;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Json;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.lexicon.Pseudo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Schemas of objects as the users of an API write them.
final class Shapes {
  private Shapes() {}

  /// An object of those members, of which those without a value may be null.
  static AnswerFormat.Schema schema(Dice dice, String name, Map<String, Json.Obj> members) {
    boolean strict = dice.chance(0.75);
    boolean titled = !strict && dice.chance(0.4);
    Json.Builder properties = Json.object();
    members.forEach((key, schema) ->
        properties.put(key, titled ? with(schema, "title", Json.of(title(key))) : schema));
    Json.Builder object = Json.object().put("type", "object").put("properties", properties.build());
    if (strict || dice.chance(0.7)) {
      List<Json.Str> required = members.keySet().stream().map(Json::of).toList();
      object.put("required", Json.of(required));
    }
    if (strict) {
      object.put("additionalProperties", false);
    }
    if (titled) {
      object.put("title", Pseudo.capital(name));
    }
    return new AnswerFormat.Schema(name, Optional.empty(), object.build(), strict);
  }

  /// That schema, or null.
  static Json.Obj nullable(Json.Obj schema) {
    Json type = schema.members().get("type");
    if (type == null || schema.members().containsKey("enum")) {
      return Json.object()
          .put("anyOf", Json.of(List.of(schema, Json.object().put("type", "null").build())))
          .build();
    }
    return with(schema, "type", Json.of(List.of(type, Json.of("null"))));
  }

  private static String title(String key) {
    return Pseudo.capital(key.replace('_', ' '));
  }

  private static Json.Obj with(Json.Obj object, String name, Json value) {
    Json.Builder with = Json.object();
    object.members().forEach(with::put);
    return with.put(name, value).build();
  }
}
