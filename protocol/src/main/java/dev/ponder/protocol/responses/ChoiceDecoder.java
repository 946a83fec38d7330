package dev.ponder.protocol.responses;

import dev.ponder.core.ToolChoice;
import dev.ponder.core.Tools;
import dev.ponder.protocol.wire.Cursor;
import dev.ponder.protocol.wire.Wording;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads `tool_choice` and `parallel_tool_calls`. A choice binds the model, so one that it could
/// not follow, because the tool is not there or not run here, is refused.
record ChoiceDecoder(Toolbox toolbox) {

  Tools decode(Cursor body) {
    ToolChoice choice =
        body.optional("tool_choice").map(this::choice).orElse(new ToolChoice.Auto());
    Tools.Calls calls =
        body.optional("parallel_tool_calls").map(Cursor::bool).orElse(true)
            ? Tools.Calls.SEVERAL_AT_ONCE
            : Tools.Calls.ONE_AT_A_TIME;
    return toolbox.offered().isEmpty() ? Tools.NONE : new Tools(toolbox.offered(), choice, calls);
  }

  private ToolChoice choice(Cursor field) {
    if (field.isString()) {
      return mode(field, field.oneOf(List.of("none", "auto", "required")));
    }
    Cursor type = field.required("type");
    return switch (type.string()) {
      case "function" -> named(field, ToolNames.Kind.FUNCTION);
      case "custom" -> named(field, ToolNames.Kind.CUSTOM);
      case "allowed_tools" -> allowed(field);
      default -> throw hosted(field, type);
    };
  }

  private ToolChoice mode(Cursor field, String mode) {
    return switch (mode) {
      case "none" -> new ToolChoice.None();
      case "required" -> {
        if (toolbox.offered().isEmpty()) {
          throw toolbox.hosted().isEmpty()
              ? field.refused(
                  "invalid_value",
                  "Tool choice 'required' must be specified with 'tools' parameter.")
              : notRun(field, String.join("', '", toolbox.hosted()));
        }
        yield new ToolChoice.Required();
      }
      default -> new ToolChoice.Auto();
    };
  }

  private ToolChoice named(Cursor field, ToolNames.Kind kind) {
    field.allow(Set.of("type", "name", "namespace"));
    List<String> names = find(field, kind);
    return names.size() == 1
        ? new ToolChoice.Named(names.getFirst())
        : new ToolChoice.Allowed(ToolChoice.Allowed.Mode.REQUIRED, Set.copyOf(names));
  }

  private List<String> find(Cursor place, ToolNames.Kind kind) {
    String name = place.required("name").string();
    Optional<String> namespace = place.optional("namespace").map(Cursor::string);
    List<String> names = toolbox.names().named(kind, namespace, name);
    if (names.isEmpty()) {
      throw place
          .required("name")
          .refused(
              "invalid_value",
              "Tool choice '%s' not found in 'tools' parameter.",
              Wording.clipped(name));
    }
    return names;
  }

  private ToolChoice allowed(Cursor field) {
    field.allow(Set.of("type", "mode", "tools"));
    boolean required = field.required("mode").oneOf(List.of("auto", "required")).equals("required");
    Set<String> names = new HashSet<>();
    for (Cursor tool : field.required("tools").someElements("an array of objects")) {
      names.addAll(allowedNames(tool));
    }
    if (required && names.isEmpty()) {
      throw notRun(field, String.join("', '", toolbox.hosted()));
    }
    return new ToolChoice.Allowed(
        required ? ToolChoice.Allowed.Mode.REQUIRED : ToolChoice.Allowed.Mode.AUTO, names);
  }

  private List<String> allowedNames(Cursor tool) {
    Cursor type = tool.required("type");
    String spelled = type.string();
    return switch (spelled) {
      case "function" -> find(tool, ToolNames.Kind.FUNCTION);
      case "custom" -> find(tool, ToolNames.Kind.CUSTOM);
      case "namespace" -> toolbox.names().within(tool.required("name").string());
      default -> {
        if (!toolbox.hosted().contains(spelled)) {
          throw notFound(type, spelled);
        }
        yield List.of();
      }
    };
  }

  private RuntimeException hosted(Cursor field, Cursor type) {
    String spelled = type.string();
    if (!HostedTools.known(spelled)) {
      return type.refused(
          "invalid_value",
          "Invalid value: '%s'. Supported values are: 'function', 'custom', and 'allowed_tools'.",
          Wording.clipped(spelled));
    }
    return toolbox.hosted().contains(spelled) ? notRun(field, spelled) : notFound(type, spelled);
  }

  private static RuntimeException notFound(Cursor place, String name) {
    return place.refused(
        "invalid_value", "Tool choice '%s' not found in 'tools' parameter.", Wording.clipped(name));
  }

  private static RuntimeException notRun(Cursor field, String type) {
    return field.refused(
        "unsupported_value",
        "Unsupported value: 'tool_choice' cannot require '%s', which this server does not run.",
        type);
  }
}
