package dev.ponder.protocol;

import dev.ponder.core.Tool;
import dev.ponder.core.ToolChoice;
import dev.ponder.protocol.wire.Cursor;
import dev.ponder.protocol.wire.Wording;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Reads `tool_choice`, and `function_call` as it was called before.
final class ChoiceDecoder {
  private ChoiceDecoder() {}

  static ToolChoice decode(Cursor choice, List<Tool> offered) {
    if (choice.isString()) {
      return switch (choice.oneOf(List.of("none", "auto", "required"))) {
        case "none" -> new ToolChoice.None();
        case "required" -> new ToolChoice.Required();
        default -> new ToolChoice.Auto();
      };
    }
    String type = choice.required("type").oneOf(List.of("function", "custom", "allowed_tools"));
    return type.equals("allowed_tools")
        ? allowed(choice, offered)
        : new ToolChoice.Named(named(choice, offered));
  }

  /// The choice among `functions`.
  static ToolChoice ofFunction(Cursor choice, List<Tool> offered) {
    if (choice.isString()) {
      return choice.oneOf(List.of("none", "auto")).equals("none")
          ? new ToolChoice.None()
          : new ToolChoice.Auto();
    }
    choice.allow(Set.of("name"));
    return new ToolChoice.Named(
        offered(choice.required("name"), "function_call", "function in 'functions'", offered));
  }

  /// A choice where there is nothing to choose from.
  static void nothing(Cursor choice) {
    if (!choice.isString() || !Set.of("none", "auto").contains(choice.string())) {
      throw choice.refused(
          "invalid_value",
          "Invalid value for '%1$s': '%1$s' is only allowed when '%2$s' are specified.",
          choice.path(),
          choice.path().equals("tool_choice") ? "tools" : "functions");
    }
  }

  private static ToolChoice allowed(Cursor choice, List<Tool> offered) {
    choice.allow(Set.of("type", "allowed_tools"));
    Cursor allowed = choice.required("allowed_tools");
    allowed.allow(Set.of("mode", "tools"));
    String mode = allowed.required("mode").oneOf(List.of("auto", "required"));
    Set<String> names = new LinkedHashSet<>();
    for (Cursor tool : allowed.required("tools").someElements("an array of objects")) {
      tool.required("type").oneOf(List.of("function", "custom"));
      names.add(named(tool, offered));
    }
    return new ToolChoice.Allowed(
        mode.equals("auto") ? ToolChoice.Allowed.Mode.AUTO : ToolChoice.Allowed.Mode.REQUIRED,
        names);
  }

  /// The name in `{"type":"function","function":{"name":…}}`; other members, such as the whole of
  /// the tool, do not matter.
  private static String named(Cursor tool, List<Tool> offered) {
    String type = tool.required("type").string();
    tool.allow(Set.of("type", type));
    List<Tool> alike = offered.stream().filter(each -> type.equals(type(each))).toList();
    String kind = type.equals("custom") ? "custom tool in 'tools'" : "function in 'tools'";
    return offered(tool.required(type).required("name"), "tool_choice", kind, alike);
  }

  private static String type(Tool tool) {
    return switch (tool) {
      case Tool.Function _ -> "function";
      case Tool.Custom _ -> "custom";
    };
  }

  private static String offered(Cursor place, String field, String kind, List<Tool> offered) {
    String name = place.string();
    if (offered.stream().noneMatch(tool -> tool.name().equals(name))) {
      throw place.refused(
          "invalid_value",
          "Invalid value for '%s': no %s is called '%s'.",
          field,
          kind,
          Wording.clipped(name));
    }
    return name;
  }
}
