package dev.ponder.reason;

import dev.ponder.core.Json;
import dev.ponder.core.Tool;
import dev.ponder.grammar.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Calls as the tags that [FunctionTags] reads, within `<tool_call>`, parameters in the order of
/// the schema.
///
/// Values have no quotes, so not every schema can be kept this way: what is no string must be a
/// value without strings in it, and a string must be any or one of a few. Tools with other
/// parameters are called with JSON between the same tags, which models understand as well.
final class FunctionTagsWriting implements CallSyntax.Writing {
  private static final CallSyntax.Writing JSON =
      CallSyntax.Writing.arguments("<tool_call>\n", "\n</tool_call>");

  private static final Pattern NAME = Pattern.compile("[^>\\s]+");
  private static final Set<String> NOTES =
      Set.of("title", "description", "default", "examples", "$schema");
  private static final Set<String> PLAIN_OBJECT = Set.of("type", "properties", "required");
  private static final Set<String> SCALARS = Set.of("integer", "number", "boolean", "null");

  @Override
  public Form form(OutputSyntax.Call call, MarkForms marks) {
    return parameters(call.tool())
        .map(parameters ->
            Form.sequence(
                marks.script("<tool_call>\n<function=" + call.tool().name() + ">\n"),
                parameters,
                marks.script("</function>\n</tool_call>")))
        .orElseGet(() -> JSON.form(call, marks));
  }

  private static Optional<Form> parameters(Tool tool) {
    return switch (tool) {
      case Tool.Function function when NAME.matcher(function.name()).matches() ->
          function.parameters().isEmpty()
              ? Optional.of(Form.sequence())
              : parameters(function.parameters().get());
      case Tool.Function _ -> Optional.empty();
      case Tool.Custom(String name, _, var grammar) ->
          grammar.isEmpty() && NAME.matcher(name).matches()
              ? Optional.of(parameter(CustomTools.INPUT, anyText()))
              : Optional.empty();
    };
  }

  private static Optional<Form> parameters(Json.Obj schema) {
    boolean plain =
        schema.members().keySet().stream()
            .allMatch(key ->
                PLAIN_OBJECT.contains(key)
                    || NOTES.contains(key)
                    || key.equals("additionalProperties"));
    if (!plain
        || !Json.of("object").equals(schema.members().get("type"))
        || !(schema.member("properties").orElse(Json.object().build())
            instanceof Json.Obj(Map<String, Json> properties))) {
      return Optional.empty();
    }
    List<Json> required =
        schema.members().get("required") instanceof Json.Arr(List<Json> names) ? names : List.of();
    List<Form> parts = new ArrayList<>();
    for (Map.Entry<String, Json> property : properties.entrySet()) {
      Optional<Form> value = value(property.getValue());
      if (value.isEmpty() || !NAME.matcher(property.getKey()).matches()) {
        return Optional.empty();
      }
      Form whole = parameter(property.getKey(), value.get());
      parts.add(required.contains(Json.of(property.getKey())) ? whole : Form.optional(whole));
    }
    boolean known =
        required.stream()
            .allMatch(
                name -> name instanceof Json.Str(String text) && properties.containsKey(text));
    return known ? Optional.of(new Form.Sequence(parts)) : Optional.empty();
  }

  private static Form parameter(String name, Form value) {
    return Form.sequence(
        Form.literal("<parameter=" + name + ">\n"), value, Form.literal("\n</parameter>\n"));
  }

  private static Form anyText() {
    return Form.textWithout(
        "</parameter>", "<parameter=", "</function>", "<tool_call>", "</tool_call>");
  }

  private static Optional<Form> value(Json schema) {
    if (!(schema instanceof Json.Obj(Map<String, Json> members))
        || !(members.get("type") instanceof Json.Str(String type))) {
      return Optional.empty();
    }
    if (SCALARS.contains(type)) {
      return Optional.of(new Form.Schema(schema));
    }
    List<String> keywords =
        members.keySet().stream()
            .filter(key -> !NOTES.contains(key) && !key.equals("type"))
            .toList();
    if (!type.equals("string")) {
      return Optional.empty();
    }
    if (keywords.isEmpty()) {
      return Optional.of(anyText());
    }
    return keywords.equals(List.of("enum")) && members.get("enum") instanceof Json.Arr(var values)
        ? words(values)
        : Optional.empty();
  }

  private static Optional<Form> words(List<Json> values) {
    List<Form> options = new ArrayList<>();
    for (Json value : values) {
      if (!(value instanceof Json.Str(String text)) || !text.matches("[^<\n\r]+")) {
        return Optional.empty();
      }
      options.add(Form.literal(text));
    }
    return Optional.of(Form.choice(options));
  }
}
