package dev.ponder.protocol.anthropic;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Json;
import dev.ponder.core.Tool;
import dev.ponder.core.ToolChoice;
import dev.ponder.core.Tools;
import dev.ponder.protocol.Schemas;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads `tools` and `tool_choice`.
final class ToolDecoder {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,128}");

  /// What says of a tool how its calls travel and are cached.
  private static final Set<String> COMMON =
      Set.of(
          "type",
          "name",
          "cache_control",
          "strict",
          "defer_loading",
          "allowed_callers",
          "input_examples",
          "eager_input_streaming");

  private static final Set<String> CUSTOM = union(COMMON, Set.of("description", "input_schema"));

  private ToolDecoder() {}

  static Tools decode(Place body) {
    List<Tool> offered = body.optional("tools").map(ToolDecoder::tools).orElse(List.of());
    Optional<Place> choice = body.optional("tool_choice");
    if (offered.isEmpty()) {
      choice.ifPresent(ToolDecoder::checkIdle);
      return Tools.NONE;
    }
    return choice
        .map(each -> new Tools(offered, choice(each, offered), calls(each)))
        .orElseGet(() -> Tools.of(offered));
  }

  private static List<Tool> tools(Place field) {
    List<Tool> tools = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Place each : field.elements()) {
      tool(each)
          .ifPresent(tool -> {
            if (!names.add(tool.name())) {
              throw field.refused("Tool names must be unique.");
            }
            tools.add(tool);
          });
    }
    return tools;
  }

  private static Optional<Tool> tool(Place tool) {
    String type = tool.optional("type").map(Place::string).orElse("custom");
    if (type.equals("custom")) {
      return Optional.of(custom(tool.step("custom")));
    }
    // Finds tools that are not shown at first; here all are.
    if (type.startsWith("tool_search_tool_")) {
      return Optional.empty();
    }
    Place tagged = tool.step(Place.clipped(type));
    Optional<Tool> known = KnownTools.of(type);
    if (known.isEmpty()) {
      throw tagged.refused(
          "tools of this type are not available on this server; leave it out, or offer a tool with"
              + " an `input_schema` that you run yourself");
    }
    tagged.required("name").oneOf(List.of(known.get().name()));
    tagged.allow(union(COMMON, Set.of("max_characters")));
    return known;
  }

  private static Tool custom(Place tool) {
    tool.allow(CUSTOM);
    Place schema = tool.required("input_schema");
    schema.required("type").oneOf(List.of("object"));
    Json.Obj parameters = new Json.Obj(schema.members());
    if (tool.optional("strict").map(Place::bool).orElse(false)) {
      checkEnforceable(schema, parameters);
    }
    // Arguments are held to any schema that can be enforced. What the flag means elsewhere, that
    // the schema keeps OpenAI's rules, is not asked of Anthropic's clients.
    return new Tool.Function(
        name(tool.required("name")),
        tool.optional("description").map(Place::string),
        Optional.of(parameters),
        false);
  }

  private static void checkEnforceable(Place field, Json.Obj schema) {
    Schemas.complaint(new AnswerFormat.Schema("input_schema", Optional.empty(), schema, false))
        .ifPresent(complaint -> {
          throw field.refused(complaint);
        });
  }

  private static String name(Place field) {
    String name = field.string();
    if (!NAME.matcher(name).matches()) {
      throw field.refused("String should match pattern '^[a-zA-Z0-9_-]{1,128}$'");
    }
    return name;
  }

  private static ToolChoice choice(Place field, List<Tool> offered) {
    String type = field.required("type").oneOf(List.of("auto", "any", "tool", "none"));
    return switch (type) {
      case "any" -> new ToolChoice.Required();
      case "none" -> new ToolChoice.None();
      case "tool" -> {
        String name = field.required("name").string();
        if (offered.stream().noneMatch(tool -> tool.name().equals(name))) {
          throw field.refused("Tool '" + Place.clipped(name) + "' not found in provided tools");
        }
        yield new ToolChoice.Named(name);
      }
      default -> new ToolChoice.Auto();
    };
  }

  private static Tools.Calls calls(Place choice) {
    choice.allow(Set.of("type", "name", "disable_parallel_tool_use"));
    return choice.optional("disable_parallel_tool_use").map(Place::bool).orElse(false)
        ? Tools.Calls.ONE_AT_A_TIME
        : Tools.Calls.SEVERAL_AT_ONCE;
  }

  /// A choice where there is nothing to choose from.
  private static void checkIdle(Place choice) {
    String type = choice.required("type").oneOf(List.of("auto", "any", "tool", "none"));
    if (!type.equals("auto") && !type.equals("none")) {
      throw choice.refused("tool_choice may only be specified while providing tools.");
    }
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    Set<String> all = new HashSet<>(some);
    all.addAll(more);
    return Set.copyOf(all);
  }
}
