package dev.ponder.protocol;

import dev.ponder.core.Json;
import dev.ponder.core.TextGrammar;
import dev.ponder.core.Tool;
import dev.ponder.core.ToolChoice;
import dev.ponder.core.Tools;
import dev.ponder.protocol.wire.Cursor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads `tools` and `parallel_tool_calls`, and `functions` and `function_call`, as they were
/// called before.
final class ToolDecoder {
  private static final int MAX_TOOLS = 128;
  private static final int MAX_NAME = 64;
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]+");

  private ToolDecoder() {}

  static Tools decode(Cursor body) {
    return switch (calling(body)) {
      case TOOL_CALLS -> tools(body);
      case FUNCTION_CALL -> functions(body);
    };
  }

  /// By what names the request calls tools.
  ///
  /// @throws dev.ponder.core.Problem.Exceptional when it uses both
  static ChatRequest.Calling calling(Cursor body) {
    boolean old = isFilled(body, "functions");
    if (old && isFilled(body, "tools")) {
      throw body.required("functions")
          .refused(
              "invalid_parameter_combination",
              "Setting 'functions' and 'tools' at the same time is not supported.");
    }
    return old ? ChatRequest.Calling.FUNCTION_CALL : ChatRequest.Calling.TOOL_CALLS;
  }

  private static boolean isFilled(Cursor body, String name) {
    return body.optional(name)
        .map(field -> !field.elements("an array of objects").isEmpty())
        .orElse(false);
  }

  private static Tools tools(Cursor body) {
    List<Tool> offered =
        body.optional("tools").map(field -> all(field, ToolDecoder::tool)).orElse(List.of());
    Tools.Calls calls =
        body.optional("parallel_tool_calls").map(Cursor::bool).orElse(true)
            ? Tools.Calls.SEVERAL_AT_ONCE
            : Tools.Calls.ONE_AT_A_TIME;
    Optional<Cursor> choice = body.optional("tool_choice");
    body.optional("function_call").ifPresent(ChoiceDecoder::nothing);
    if (offered.isEmpty()) {
      choice.ifPresent(ChoiceDecoder::nothing);
      return Tools.NONE;
    }
    return new Tools(
        offered,
        choice.map(each -> ChoiceDecoder.decode(each, offered)).orElse(new ToolChoice.Auto()),
        calls);
  }

  /// An answer to these can only tell one call.
  private static Tools functions(Cursor body) {
    List<Tool> offered =
        all(
            body.required("functions"),
            function -> {
              function.allow(Set.of("name", "description", "parameters"));
              return function(function);
            });
    body.optional("tool_choice").ifPresent(ChoiceDecoder::nothing);
    ToolChoice choice =
        body.optional("function_call")
            .map(each -> ChoiceDecoder.ofFunction(each, offered))
            .orElse(new ToolChoice.Auto());
    return new Tools(offered, choice, Tools.Calls.ONE_AT_A_TIME);
  }

  private static List<Tool> all(Cursor field, Function<Cursor, Tool> each) {
    List<Cursor> all = field.elements("an array of objects");
    if (all.size() > MAX_TOOLS) {
      throw field.refused(
          "array_above_max_length",
          "Invalid '%s': array too long. Expected an array with maximum length %d, but got an"
              + " array with length %d instead.",
          field.path(),
          MAX_TOOLS,
          all.size());
    }
    List<Tool> tools = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Cursor place : all) {
      Tool tool = each.apply(place);
      if (!names.add(tool.name())) {
        throw place.refused(
            "invalid_value", "Invalid '%s': two tools are called '%s'.", field.path(), tool.name());
      }
      tools.add(tool);
    }
    return tools;
  }

  private static Tool tool(Cursor tool) {
    String type = tool.required("type").oneOf(List.of("function", "custom"));
    tool.allow(Set.of("type", type));
    Cursor described = tool.required(type);
    if (type.equals("custom")) {
      return custom(described);
    }
    described.allow(Set.of("name", "description", "parameters", "strict"));
    return function(described);
  }

  private static Tool function(Cursor function) {
    Optional<Cursor> parameters = function.optional("parameters");
    Tool read =
        new Tool.Function(
            name(function.required("name")),
            function.optional("description").map(Cursor::string),
            parameters.map(schema -> new Json.Obj(schema.members())),
            function.optional("strict").map(Cursor::bool).orElse(false));
    Schemas.complaint(read)
        .ifPresent(complaint -> {
          throw parameters.orElse(function).refused(Schemas.INVALID_FUNCTION, "%s", complaint);
        });
    return read;
  }

  private static Tool custom(Cursor custom) {
    custom.allow(Set.of("name", "description", "format"));
    Optional<Cursor> format = custom.optional("format");
    Tool read =
        new Tool.Custom(
            name(custom.required("name")),
            custom.optional("description").map(Cursor::string),
            format.flatMap(ToolDecoder::grammar));
    Schemas.complaint(read)
        .ifPresent(complaint -> {
          throw format.orElse(custom).refused("invalid_value", "%s", complaint);
        });
    return read;
  }

  private static Optional<TextGrammar> grammar(Cursor format) {
    if (format.required("type").oneOf(List.of("text", "grammar")).equals("text")) {
      format.allow(Set.of("type"));
      return Optional.empty();
    }
    format.allow(Set.of("type", "grammar"));
    Cursor grammar = format.required("grammar");
    grammar.allow(Set.of("syntax", "definition"));
    String syntax = grammar.required("syntax").oneOf(List.of("lark", "regex"));
    return Optional.of(
        new TextGrammar(
            syntax.equals("lark") ? TextGrammar.Syntax.LARK : TextGrammar.Syntax.REGEX,
            grammar.required("definition").string()));
  }

  /// What tools and schemas may be called.
  static String name(Cursor field) {
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
}
