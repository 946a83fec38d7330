package dev.ponder.reason;

import dev.ponder.core.Json;
import dev.ponder.core.Tool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Functions as TypeScript types, in the manner in which Harmony tells models of them:
///
/// ```text
/// namespace functions {
///
/// // The weather in a city.
/// type weather = (_: {
/// // Its name
/// city: string,
/// unit?: "celsius" | "fahrenheit", // default: celsius
/// }) => any;
///
/// } // namespace functions
/// ```
///
/// Whatever a JSON Schema says beyond types, enumerations, defaults and comments is left out, and
/// what has no such type is `any`.
final class TypeScript {
  private static final String STEP = "    ";

  private TypeScript() {}

  /// The tools as one namespace.
  static String namespace(String name, List<Tool> tools) {
    StringBuilder out = new StringBuilder("namespace " + name + " {\n\n");
    for (Tool tool : tools) {
      switch (tool) {
        case Tool.Function each -> function(each, out);
        case Tool.Custom custom -> function(CustomTools.asFunction(custom), out);
      }
    }
    return out.append("} // namespace ").append(name).toString();
  }

  private static void function(Tool.Function function, StringBuilder out) {
    function.description().ifPresent(text -> comment(text, "", out));
    out.append("type ").append(function.name()).append(" = (");
    function
        .parameters()
        .filter(schema -> !properties(schema).isEmpty())
        .ifPresent(schema -> out.append("_: ").append(type(schema, "")));
    out.append(") => any;\n\n");
  }

  private static String type(Json schema, String indent) {
    if (!(schema instanceof Json.Obj object)) {
      return "any";
    }
    String type =
        alternatives(object, "oneOf")
            .or(() -> alternatives(object, "anyOf"))
            .map(all -> union(all, indent))
            .orElseGet(() -> plain(object, indent));
    boolean nullable = Json.of(true).equals(object.members().get("nullable"));
    return nullable && !type.contains("null") ? type + " | null" : type;
  }

  private static String union(List<Json> alternatives, String indent) {
    return alternatives.stream()
        .map(each -> type(each, indent + STEP))
        .distinct()
        .collect(Collectors.joining(" | "));
  }

  private static String plain(Json.Obj schema, String indent) {
    if (schema.members().get("enum") instanceof Json.Arr(List<Json> values) && !values.isEmpty()) {
      return values.stream().map(TemplateJson::of).collect(Collectors.joining(" | "));
    }
    if (schema.members().containsKey("const")) {
      return TemplateJson.of(schema.members().get("const"));
    }
    return switch (schema.members().get("type")) {
      case Json.Arr(List<Json> types) when !types.isEmpty() ->
          types.stream()
              .map(each -> each instanceof Json.Str(String name) ? named(name) : "any")
              .collect(Collectors.joining(" | "));
      case Json.Str(String name) when name.equals("object") -> object(schema, indent);
      case Json.Str(String name) when name.equals("array") ->
          schema.member("items").map(items -> element(type(items, indent))).orElse("Array<any>");
      case Json.Str(String name) -> named(name);
      case null, default ->
          schema.members().containsKey("properties") ? object(schema, indent) : "any";
    };
  }

  private static String element(String type) {
    return type.contains(" | ") && !type.startsWith("{") ? "(" + type + ")[]" : type + "[]";
  }

  private static String named(String type) {
    return switch (type) {
      case "integer", "number" -> "number";
      case "string", "boolean", "null", "object", "array" -> type;
      default -> "any";
    };
  }

  private static String object(Json.Obj schema, String indent) {
    StringBuilder out = new StringBuilder();
    text(schema, "description").ifPresent(text -> comment(text, indent, out));
    out.append("{\n");
    List<Json> required =
        schema.members().get("required") instanceof Json.Arr(List<Json> names) ? names : List.of();
    properties(schema)
        .forEach((name, property) -> {
          String key = indent + name + (required.contains(Json.of(name)) ? "" : "?");
          property(key, property, indent, out);
        });
    return out.append(indent).append('}').toString();
  }

  private static void property(String key, Json property, String indent, StringBuilder out) {
    Json.Obj schema = property instanceof Json.Obj object ? object : Json.object().build();
    comments(schema, indent, out);
    Optional<List<Json>> variants = alternatives(schema, "oneOf");
    if (variants.isPresent()) {
      remark(schema).ifPresent(text -> comment(text, indent, out));
      out.append(key).append(":\n");
      variants.get().forEach(variant -> variant(variant, indent, out));
      out.append(indent).append(",\n");
    } else {
      // A nested object's description stands here as well, once.
      Json.Obj silent = without(schema, "description");
      out.append(key).append(": ").append(type(silent, indent + STEP)).append(',');
      remark(schema).ifPresent(text -> out.append(" // ").append(text));
      out.append('\n');
    }
  }

  private static void variant(Json variant, String indent, StringBuilder out) {
    Json.Obj schema = variant instanceof Json.Obj object ? object : Json.object().build();
    out.append(indent).append(" | ").append(type(without(schema, "description"), indent + STEP));
    List<String> remarks = new ArrayList<>();
    text(schema, "description").map(TypeScript::onOneLine).ifPresent(remarks::add);
    remark(schema).ifPresent(remarks::add);
    if (!remarks.isEmpty()) {
      out.append(" // ").append(String.join(" ", remarks));
    }
    out.append('\n');
  }

  private static void comments(Json.Obj schema, String indent, StringBuilder out) {
    text(schema, "title").ifPresent(title -> comment(title + "\n\n", indent, out));
    text(schema, "description").ifPresent(text -> comment(text, indent, out));
    if (schema.members().get("examples") instanceof Json.Arr(List<Json> all) && !all.isEmpty()) {
      out.append(indent).append("// Examples:\n");
      all.forEach(
          each -> out.append(indent).append("// - ").append(TemplateJson.of(each)).append('\n'));
    }
  }

  /// A comment, each of its lines marked, so that no text can leave it.
  private static void comment(String text, String indent, StringBuilder out) {
    text.lines().forEach(line -> out.append((indent + "// " + line).stripTrailing()).append('\n'));
  }

  private static String onOneLine(String text) {
    return text.lines().collect(Collectors.joining(" "));
  }

  private static Optional<String> remark(Json.Obj schema) {
    boolean enumerated = schema.members().containsKey("enum");
    return schema
        .member("default")
        .map(value ->
            enumerated && value instanceof Json.Str(String text)
                ? onOneLine(text)
                : TemplateJson.of(value))
        .map(text -> "default: " + text);
  }

  private static Optional<String> text(Json.Obj schema, String key) {
    return schema.members().get(key) instanceof Json.Str(String text) && !text.isBlank()
        ? Optional.of(text)
        : Optional.empty();
  }

  private static Optional<List<Json>> alternatives(Json.Obj schema, String key) {
    return schema.members().get(key) instanceof Json.Arr(List<Json> all) && !all.isEmpty()
        ? Optional.of(all)
        : Optional.empty();
  }

  private static Map<String, Json> properties(Json.Obj schema) {
    return schema.members().get("properties") instanceof Json.Obj(Map<String, Json> all)
        ? all
        : Map.of();
  }

  private static Json.Obj without(Json.Obj schema, String key) {
    Map<String, Json> rest = new LinkedHashMap<>(schema.members());
    rest.remove(key);
    return new Json.Obj(rest);
  }
}
