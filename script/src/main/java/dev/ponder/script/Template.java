package dev.ponder.script;

import dev.ponder.core.Json;
import dev.ponder.core.Tool;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text with places such as `{{last_user}}` that a request fills.
///
/// @param text checked to name no place that there is not
record Template(String text) {
  private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([a-z_]+)(?::([^{}]*))?\\s*}}");

  static Template of(Field field) {
    return check(field, field.text());
  }

  private static Template check(Field field, String text) {
    PLACE
        .matcher(text)
        .results()
        .forEach(place -> {
          switch (place.group(1)) {
            case "last_user", "tool_result", "model" -> {}
            case "tool" -> {
              if (place.group(2) == null) {
                throw field.wrong("has {{tool}} without the name of one: {{tool:NAME}}");
              }
            }
            default ->
                throw field.wrong(
                    "has {{"
                        + place.group(1)
                        + "}}; there are: last_user, model, tool:NAME, tool_result");
          }
        });
    return new Template(text);
  }

  /// Checks the texts within a value.
  static void checkAll(Field field, Json value) {
    switch (value) {
      case Json.Str(String text) -> check(field, text);
      case Json.Arr(List<Json> elements) -> elements.forEach(each -> checkAll(field, each));
      case Json.Obj(Map<String, Json> members) ->
          members.values().forEach(each -> checkAll(field, each));
      case Json.Num _, Json.Bool _, Json.Null _ -> {}
    }
  }

  String fill(Scene scene) {
    return PLACE
        .matcher(text)
        .replaceAll(
            place -> Matcher.quoteReplacement(value(place.group(1), place.group(2), scene)));
  }

  private static String value(String name, String argument, Scene scene) {
    return switch (name) {
      case "last_user" -> scene.lastUser();
      case "tool_result" -> scene.lastResult().orElse("");
      case "model" -> scene.request().model();
      default -> scene.tool(argument.strip()).map(Tool::name).orElse(argument.strip());
    };
  }

  /// A copy of the value with its texts filled.
  static Json fill(Json value, Scene scene) {
    return switch (value) {
      case Json.Str(String text) -> Json.of(new Template(text).fill(scene));
      case Json.Arr(List<Json> elements) ->
          Json.of(elements.stream().map(each -> fill(each, scene)).toList());
      case Json.Obj(Map<String, Json> members) -> {
        Json.Builder filled = Json.object();
        members.forEach((name, member) -> filled.put(name, fill(member, scene)));
        yield filled.build();
      }
      case Json.Num _, Json.Bool _, Json.Null _ -> value;
    };
  }
}
