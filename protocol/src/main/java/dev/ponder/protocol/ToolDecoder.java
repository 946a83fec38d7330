package dev.ponder.protocol;

import dev.ponder.core.Json;
import dev.ponder.core.Tool;
import dev.ponder.core.ToolChoice;
import dev.ponder.core.Tools;
import dev.ponder.protocol.wire.Cursor;
import dev.ponder.protocol.wire.Wording;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads `tools`, `tool_choice` and `parallel_tool_calls`.
final class ToolDecoder {
  private static final int MAX_TOOLS = 128;
  private static final int MAX_NAME = 64;
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]+");

  private ToolDecoder() {}

  static Tools decode(Cursor body) {
    List<Tool> offered = body.optional("tools").map(ToolDecoder::tools).orElse(List.of());
    Optional<Cursor> choice = body.optional("tool_choice");
    Tools.Calls calls =
        body.optional("parallel_tool_calls").map(Cursor::bool).orElse(true)
            ? Tools.Calls.SEVERAL_AT_ONCE
            : Tools.Calls.ONE_AT_A_TIME;
    if (offered.isEmpty()) {
      choice.ifPresent(InertFields::noChoice);
      return Tools.NONE;
    }
    return new Tools(
        offered, choice.map(each -> choice(each, offered)).orElse(new ToolChoice.Auto()), calls);
  }

  private static List<Tool> tools(Cursor field) {
    List<Cursor> all = field.elements("an array of objects");
    if (all.size() > MAX_TOOLS) {
      throw field.refused(
          "array_above_max_length",
          "Invalid 'tools': array too long. Expected an array with maximum length %d, but got an"
              + " array with length %d instead.",
          MAX_TOOLS,
          all.size());
    }
    List<Tool> tools = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Cursor each : all) {
      Tool tool = tool(each);
      if (!names.add(tool.name())) {
        throw each.required("function")
            .required("name")
            .refused("invalid_value", "Invalid 'tools': two tools are called '%s'.", tool.name());
      }
      tools.add(tool);
    }
    return tools;
  }

  private static Tool tool(Cursor tool) {
    onlyFunction(tool.required("type"));
    tool.allow(Set.of("type", "function"));
    Cursor function = tool.required("function");
    function.allow(Set.of("name", "description", "parameters", "strict"));
    return new Tool.Function(
        name(function.required("name")),
        function.optional("description").map(Cursor::string),
        function.optional("parameters").map(schema -> new Json.Obj(schema.members())),
        function.optional("strict").map(Cursor::bool).orElse(false));
  }

  private static void onlyFunction(Cursor type) {
    String spelled = type.string();
    if (!spelled.equals("function")) {
      throw type.unsupportedValue(
          "'" + Wording.clipped(spelled) + "'", "Supported values are: 'function'.");
    }
  }

  private static String name(Cursor field) {
    String name = field.filledString(MAX_NAME);
    if (!NAME.matcher(name).matches()) {
      throw field.refused(
          "invalid_value",
          "Invalid '%s': string does not match pattern. Expected a string that matches the pattern"
              + " '^[a-zA-Z0-9_-]+$'.",
          field.path());
    }
    return name;
  }

  private static ToolChoice choice(Cursor field, List<Tool> offered) {
    if (field.isString()) {
      return switch (field.oneOf(List.of("none", "auto", "required"))) {
        case "none" -> new ToolChoice.None();
        case "required" -> new ToolChoice.Required();
        default -> new ToolChoice.Auto();
      };
    }
    onlyFunction(field.required("type"));
    field.allow(Set.of("type", "function"));
    Cursor function = field.required("function");
    function.allow(Set.of("name"));
    String name = function.required("name").string();
    if (offered.stream().noneMatch(tool -> tool.name().equals(name))) {
      throw function
          .required("name")
          .refused(
              "invalid_value",
              "Invalid value for 'tool_choice': no function in 'tools' is called '%s'.",
              Wording.clipped(name));
    }
    return new ToolChoice.Named(name);
  }
}
