package dev.ponder.protocol.responses;

import static dev.ponder.protocol.responses.Shape.ANYTHING;
import static dev.ponder.protocol.responses.Shape.ARRAY;
import static dev.ponder.protocol.responses.Shape.FLAG;
import static dev.ponder.protocol.responses.Shape.TEXT;
import static dev.ponder.protocol.responses.Shape.empty;

import dev.ponder.core.Json;
import dev.ponder.core.TextGrammar;
import dev.ponder.core.Tool;
import dev.ponder.protocol.Profile;
import dev.ponder.protocol.Schemas;
import dev.ponder.protocol.wire.Cursor;
import dev.ponder.protocol.wire.Wording;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads `tools`, and the tools that items of the input add.
final class ToolsDecoder {
  private static final int MAX_TOOLS = 128;

  /// With the tools of namespaces, of which agents have many.
  private static final int MAX_TOOLS_IN_ALL = 1_024;

  private static final int MAX_NAME = 128;
  private static final int MAX_HOSTED_NAME = 64;
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]+");
  private static final Set<String> TYPE = Set.of("type");

  private static final Shape FUNCTION =
      empty()
          .with("name", ANYTHING)
          .maybe("description", TEXT)
          .maybe("parameters", Shape.OBJECT)
          .maybe("strict", FLAG)
          .maybe("defer_loading", FLAG)
          .maybe("output_schema", Shape.OBJECT)
          .maybe("allowed_callers", ARRAY)
          .maybe("async", ANYTHING);

  private static final Shape CUSTOM =
      empty()
          .with("name", ANYTHING)
          .maybe("description", TEXT)
          .maybe("format", Shape.OBJECT)
          .maybe("defer_loading", FLAG)
          .maybe("allowed_callers", ARRAY);

  private final Profile profile;
  private final Map<ToolNames.Wire, Tool> tools = new LinkedHashMap<>();

  /// All that there are, whatever their kind.
  private final Set<ToolNames.Wire> names = new HashSet<>();

  private final Set<String> hosted = new LinkedHashSet<>();

  private ToolsDecoder(Profile profile) {
    this.profile = profile;
  }

  /// @param additional the `tools` of items that bring some
  static Toolbox decode(Profile profile, Optional<Cursor> field, List<Cursor> additional) {
    ToolsDecoder decoder = new ToolsDecoder(profile);
    List<Json> echo = field.map(decoder::all).orElse(List.of());
    additional.forEach(decoder::all);
    return decoder.toolbox(echo);
  }

  private Toolbox toolbox(List<Json> echo) {
    ToolNames flat = ToolNames.of(List.copyOf(tools.keySet()));
    List<Tool> offered = new ArrayList<>();
    tools.forEach((wire, tool) -> offered.add(renamed(tool, flat.name(wire))));
    return new Toolbox(offered, flat, hosted, echo);
  }

  private static Tool renamed(Tool tool, String name) {
    return switch (tool) {
      case Tool.Function(_, var description, var parameters, var strict) ->
          new Tool.Function(name, description, parameters, strict);
      case Tool.Custom(_, var description, var grammar) ->
          new Tool.Custom(name, description, grammar);
    };
  }

  private List<Json> all(Cursor field) {
    List<Cursor> all = field.elements("an array of objects");
    if (all.size() > MAX_TOOLS) {
      throw tooMany(field, MAX_TOOLS, all.size());
    }
    List<Json> echo = new ArrayList<>();
    for (Cursor tool : all) {
      echo.add(tool(tool));
    }
    if (tools.size() > MAX_TOOLS_IN_ALL) {
      throw tooMany(field, MAX_TOOLS_IN_ALL, tools.size());
    }
    return echo;
  }

  private static RuntimeException tooMany(Cursor field, int most, int got) {
    return field.refused(
        "array_above_max_length",
        "Invalid '%s': array too long. Expected an array with maximum length %d, but got an array"
            + " with length %d instead.",
        field.path(),
        most,
        got);
  }

  private Json.Obj tool(Cursor tool) {
    Cursor type = tool.required("type");
    String spelled = type.string();
    return switch (spelled) {
      case "function" -> function(tool, Optional.empty());
      case "custom" -> custom(tool, Optional.empty());
      case "namespace" -> namespace(tool);
      default -> {
        if (!HostedTools.known(spelled)) {
          List<String> others = new ArrayList<>(List.of("namespace"));
          others.addAll(HostedTools.types());
          throw unknown(type, spelled, others);
        }
        hosted.add(spelled);
        yield HostedTools.decode(tool, spelled);
      }
    };
  }

  private static RuntimeException unknown(Cursor type, String spelled, List<String> others) {
    List<String> types = new ArrayList<>(List.of("function", "custom"));
    types.addAll(others);
    return type.refused(
        "invalid_value",
        "Invalid value: '%s'. Supported values are: %s.",
        Wording.clipped(spelled),
        Wording.listed(types));
  }

  private Json.Obj namespace(Cursor group) {
    group.allow(Set.of("type", "name", "description", "tools"));
    String name = name(group.required("name"));
    Json.Builder echo = Json.object().put("type", "namespace").put("name", name);
    echo.put("description", group.optional("description").map(TEXT::read).orElse(Json.of("")));
    List<Json> members = new ArrayList<>();
    for (Cursor tool : group.required("tools").someElements("an array of objects")) {
      Cursor type = tool.required("type");
      String spelled = type.string();
      members.add(
          switch (spelled) {
            case "function" -> function(tool, Optional.of(name));
            case "custom" -> custom(tool, Optional.of(name));
            default -> throw unknown(type, spelled, List.of());
          });
    }
    return echo.put("tools", Json.of(members)).build();
  }

  private Json.Obj function(Cursor place, Optional<String> namespace) {
    Json.Builder read = Json.object();
    FUNCTION.read(place, TYPE, read);
    Json.Obj given = read.build();
    String name = name(place.required("name"));
    Tool.Function tool =
        new Tool.Function(
            name,
            place.optional("description").map(Cursor::string),
            place.optional("parameters").map(schema -> new Json.Obj(schema.members())),
            place.optional("strict").map(Cursor::bool).orElse(false));
    if (place.optional("strict").isEmpty()) {
      tool = asStrictAsPossible(tool);
    }
    Schemas.complaint(tool)
        .ifPresent(complaint -> {
          throw place.required("parameters").refused(Schemas.INVALID_FUNCTION, "%s", complaint);
        });
    add(place, new ToolNames.Wire(ToolNames.Kind.FUNCTION, namespace, name), tool);
    Json.Builder echo = Json.object().put("type", "function").put("name", name);
    echo.put("description", given.member("description").orElseGet(Json.Null::new));
    echo.put("parameters", given.member("parameters").orElseGet(Json.Null::new));
    echo.put("strict", tool.strict());
    given
        .members()
        .forEach((key, value) -> {
          if (!Set.of("name", "description", "parameters", "strict").contains(key)) {
            echo.put(key, value);
          }
        });
    return echo.build();
  }

  /// Where a function does not say whether it is strict, it is, if its schema allows that.
  private static Tool.Function asStrictAsPossible(Tool.Function tool) {
    Tool.Function strict =
        new Tool.Function(tool.name(), tool.description(), tool.parameters(), true);
    return tool.parameters().isPresent() && Schemas.complaint(strict).isEmpty() ? strict : tool;
  }

  private Json.Obj custom(Cursor place, Optional<String> namespace) {
    Json.Builder read = Json.object().put("type", "custom");
    CUSTOM.read(place, TYPE, read);
    Json.Obj given = read.build();
    String name = name(place.required("name"));
    Optional<Cursor> format = place.optional("format");
    Tool.Custom tool =
        new Tool.Custom(
            name,
            place.optional("description").map(Cursor::string),
            format.flatMap(ToolsDecoder::grammar));
    Schemas.complaint(tool)
        .ifPresent(complaint -> {
          throw place
              .required("format")
              .required("definition")
              .refused("invalid_grammar", "%s", complaint);
        });
    add(place, new ToolNames.Wire(ToolNames.Kind.CUSTOM, namespace, name), tool);
    if (format.isPresent()) {
      return given;
    }
    Json.Builder echo = Json.object();
    given.members().forEach(echo::put);
    return echo.put("format", Json.object().put("type", "text").build()).build();
  }

  private static Optional<TextGrammar> grammar(Cursor format) {
    if (format.required("type").oneOf(List.of("text", "grammar")).equals("text")) {
      format.allow(Set.of("type"));
      return Optional.empty();
    }
    format.allow(Set.of("type", "syntax", "definition"));
    TextGrammar.Syntax syntax =
        format.required("syntax").oneOf(List.of("lark", "regex")).equals("lark")
            ? TextGrammar.Syntax.LARK
            : TextGrammar.Syntax.REGEX;
    return Optional.of(
        new TextGrammar(syntax, format.required("definition").filledString(Shape.MAX_TEXT)));
  }

  private void add(Cursor place, ToolNames.Wire wire, Tool tool) {
    if (!names.add(new ToolNames.Wire(ToolNames.Kind.FUNCTION, wire.namespace(), wire.name()))) {
      throw place
          .required("name")
          .refused(
              "invalid_value",
              "Invalid '%s': two tools are called '%s'.",
              place.required("name").path(),
              tool.name());
    }
    tools.put(wire, tool);
  }

  private String name(Cursor field) {
    String name = field.filledString(profile == Profile.O4_MINI ? MAX_HOSTED_NAME : MAX_NAME);
    if (!NAME.matcher(name).matches()) {
      throw field.refused(
          "invalid_value",
          "Invalid '%s': string does not match pattern. Expected a string that matches the pattern"
              + " '^[a-zA-Z0-9_-]+$'.",
          field.path());
    }
    return name;
  }
}
