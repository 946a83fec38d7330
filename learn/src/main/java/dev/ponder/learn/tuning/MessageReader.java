package dev.ponder.learn.tuning;

import dev.ponder.core.Content;
import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import dev.ponder.core.Role;
import dev.ponder.core.Tool;
import dev.ponder.core.ToolChoice;
import dev.ponder.core.Tools;
import dev.ponder.reason.Speech;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads messages and tools in the shape of Chat Completions. What cannot be learned from is
/// refused by an [IllegalArgumentException] whose message names the field.
final class MessageReader {
  private static final Set<String> KNOWN =
      Set.of(
          "role",
          "content",
          "name",
          "weight",
          "tool_calls",
          "tool_call_id",
          "refusal",
          "reasoning_content",
          "reasoning",
          "annotations",
          "audio",
          "function_call");

  /// The field of a line or input that says how many calls an answer may make.
  static final String PARALLEL = "parallel_tool_calls";

  private static final String FUNCTION = "function";

  private MessageReader() {}

  /// The messages of that field.
  static List<Said> messages(Json.Obj object, String path, String field) {
    String own = inside(path, field);
    if (!(object.members().get(field) instanceof Json.Arr(List<Json> elements))) {
      throw new IllegalArgumentException(own + " must be a list of messages");
    }
    if (elements.isEmpty()) {
      throw new IllegalArgumentException(own + " has no message");
    }
    List<Said> messages = new ArrayList<>();
    for (Json element : elements) {
      messages.add(message(element, "%s[%d]".formatted(own, messages.size())));
    }
    requireCalls(messages, own);
    return messages;
  }

  /// A model never sees a result of what it has not called.
  private static void requireCalls(List<Said> messages, String path) {
    Set<String> called = new HashSet<>();
    for (int i = 0; i < messages.size(); i++) {
      for (Item item : messages.get(i).items()) {
        if (item instanceof Item.ToolCall call) {
          called.add(call.id());
        } else if (item instanceof Item.ToolResult result && !called.contains(result.callId())) {
          throw new IllegalArgumentException(
              "%s[%d].tool_call_id is '%s', which no call before it has"
                  .formatted(path, i, result.callId()));
        }
      }
    }
  }

  private static Said message(Json value, String path) {
    if (!(value instanceof Json.Obj message)) {
      throw new IllegalArgumentException(path + " must be an object");
    }
    for (String name : message.members().keySet()) {
      if (!KNOWN.contains(name)) {
        throw new IllegalArgumentException("%s.%s is not known here".formatted(path, name));
      }
    }
    refuse(message, path, "audio");
    refuse(message, path, "function_call");
    String role = text(message, path, "role").orElse("");
    return switch (role) {
      case "system" -> said(Role.SYSTEM, message, path);
      case "developer" -> said(Role.DEVELOPER, message, path);
      case "user" -> said(Role.USER, message, path);
      case "assistant" -> assistant(message, path);
      case "tool" -> result(message, path);
      default ->
          throw new IllegalArgumentException(
              "%s.role is '%s', not system, developer, user, assistant or tool"
                  .formatted(path, role));
    };
  }

  private static void refuse(Json.Obj message, String path, String name) {
    if (isThere(message, name)) {
      throw new IllegalArgumentException("%s.%s cannot be learned from".formatted(path, name));
    }
  }

  private static boolean isThere(Json.Obj object, String name) {
    return object.member(name).filter(value -> !(value instanceof Json.Null)).isPresent();
  }

  private static Said said(Role role, Json.Obj message, String path) {
    String text = content(message, path).orElseThrow(() -> missing(path));
    return new Said(role, List.of(Item.Message.of(role, text)), Optional.empty(), false);
  }

  private static IllegalArgumentException missing(String path) {
    return new IllegalArgumentException(path + ".content must be a string");
  }

  private static Said result(Json.Obj message, String path) {
    String text = content(message, path).orElseThrow(() -> missing(path));
    String call =
        text(message, path, "tool_call_id")
            .orElseThrow(
                () -> new IllegalArgumentException(path + ".tool_call_id must be a string"));
    Item item = new Item.ToolResult(call, List.of(new Content.Text(text)));
    return new Said(Role.USER, List.of(item), Optional.empty(), false);
  }

  private static Said assistant(Json.Obj message, String path) {
    Optional<String> thought =
        text(message, path, "reasoning_content").or(() -> text(message, path, "reasoning"));
    Optional<String> text = content(message, path).or(() -> text(message, path, "refusal"));
    List<Item.ToolCall> calls = calls(message, path);
    if (text.isEmpty() && calls.isEmpty()) {
      throw new IllegalArgumentException(path + " has neither content nor tool_calls");
    }
    List<Item> items = new ArrayList<>();
    thought.ifPresent(one -> items.add(new Item.Reasoning(one)));
    text.filter(one -> !one.isEmpty() || calls.isEmpty())
        .ifPresent(one -> items.add(Item.Message.of(Role.ASSISTANT, one)));
    items.addAll(calls);
    Speech speech = new Speech(thought.map(List::of).orElse(List.of()), text.orElse(""), calls);
    return new Said(Role.ASSISTANT, items, Optional.of(speech), weight(message, path));
  }

  private static boolean weight(Json.Obj message, String path) {
    if (!isThere(message, "weight")) {
      return true;
    }
    if (message.members().get("weight") instanceof Json.Num number
        && (number.doubleValue() == 0 || number.doubleValue() == 1)) {
      return number.doubleValue() == 1;
    }
    throw new IllegalArgumentException(path + ".weight must be 0 or 1");
  }

  private static List<Item.ToolCall> calls(Json.Obj message, String path) {
    if (!isThere(message, "tool_calls")) {
      return List.of();
    }
    if (!(message.members().get("tool_calls") instanceof Json.Arr(List<Json> elements))) {
      throw new IllegalArgumentException(path + ".tool_calls must be a list");
    }
    List<Item.ToolCall> calls = new ArrayList<>();
    for (Json element : elements) {
      String own = "%s.tool_calls[%d]".formatted(path, calls.size());
      calls.add(call(object(element, own), own, "call_" + calls.size()));
    }
    return calls;
  }

  private static Item.ToolCall call(Json.Obj call, String path, String id) {
    String type = text(call, path, "type").orElse(FUNCTION);
    if (!type.equals(FUNCTION)) {
      throw new IllegalArgumentException("%s.type is '%s', not function".formatted(path, type));
    }
    String own = path + ".function";
    Json.Obj function = object(call.member(FUNCTION).orElse(new Json.Null()), own);
    String arguments = required(function, own, "arguments");
    if (!arguments.isBlank() && !isObject(arguments)) {
      throw new IllegalArgumentException(own + ".arguments must be a JSON object, as a string");
    }
    return new Item.ToolCall(
        text(call, path, "id").orElse(id), required(function, own, "name"), arguments);
  }

  private static boolean isObject(String text) {
    try {
      return Json.parse(text) instanceof Json.Obj;
    } catch (JsonSyntaxException notJson) {
      return false;
    }
  }

  private static Json.Obj object(Json value, String path) {
    if (value instanceof Json.Obj object) {
      return object;
    }
    throw new IllegalArgumentException(path + " must be an object");
  }

  private static String required(Json.Obj object, String path, String name) {
    return text(object, path, name)
        .orElseThrow(
            () -> new IllegalArgumentException("%s.%s must be a string".formatted(path, name)));
  }

  /// The text of that field; empty where it is not there.
  private static Optional<String> text(Json.Obj object, String path, String name) {
    if (!isThere(object, name)) {
      return Optional.empty();
    }
    if (object.members().get(name) instanceof Json.Str(String text)) {
      return Optional.of(text);
    }
    throw new IllegalArgumentException("%s.%s must be a string".formatted(path, name));
  }

  /// The content, which is a string or a list of text parts.
  private static Optional<String> content(Json.Obj message, String path) {
    if (!(message.members().get("content") instanceof Json.Arr(List<Json> parts))) {
      return text(message, path, "content");
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      String own = "%s.content[%d]".formatted(path, i);
      Json.Obj part = object(parts.get(i), own);
      String type = required(part, own, "type");
      switch (type) {
        case "text" -> text.append(required(part, own, "text"));
        case "refusal" -> text.append(required(part, own, "refusal"));
        default ->
            throw new IllegalArgumentException(
                "%s.type is '%s', and only text can be learned from".formatted(own, type));
      }
    }
    return Optional.of(text.toString());
  }

  /// The tools of an object, none where it has none.
  static Tools tools(Json.Obj object, String path) {
    Tools.Calls calls = callsAtOnce(object, path);
    String own = inside(path, "tools");
    if (!isThere(object, "tools")) {
      return new Tools(List.of(), new ToolChoice.Auto(), calls);
    }
    if (!(object.members().get("tools") instanceof Json.Arr(List<Json> elements))) {
      throw new IllegalArgumentException(own + " must be a list");
    }
    List<Tool> tools = new ArrayList<>();
    for (Json element : elements) {
      tools.add(tool(element, "%s[%d]".formatted(own, tools.size())));
    }
    try {
      return new Tools(tools, new ToolChoice.Auto(), calls);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(own, e.getMessage()), e);
    }
  }

  private static Tools.Calls callsAtOnce(Json.Obj object, String path) {
    if (!isThere(object, PARALLEL)) {
      return Tools.Calls.SEVERAL_AT_ONCE;
    }
    if (object.members().get(PARALLEL) instanceof Json.Bool(boolean several)) {
      return several ? Tools.Calls.SEVERAL_AT_ONCE : Tools.Calls.ONE_AT_A_TIME;
    }
    throw new IllegalArgumentException(inside(path, PARALLEL) + " must be true or false");
  }

  private static String inside(String path, String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  private static Tool tool(Json element, String path) {
    Json.Obj tool = object(element, path);
    String type = required(tool, path, "type");
    if (!type.equals(FUNCTION)) {
      throw new IllegalArgumentException("%s.type is '%s', not function".formatted(path, type));
    }
    String own = path + ".function";
    Json.Obj function = object(tool.member(FUNCTION).orElse(new Json.Null()), own);
    String name = required(function, own, "name");
    if (name.isEmpty()) {
      throw new IllegalArgumentException(own + ".name is empty");
    }
    Optional<Json.Obj> parameters =
        function
            .member("parameters")
            .filter(value -> !(value instanceof Json.Null))
            .map(value -> object(value, own + ".parameters"));
    boolean strict = Json.of(true).equals(function.members().get("strict"));
    return new Tool.Function(name, text(function, own, "description"), parameters, strict);
  }
}
