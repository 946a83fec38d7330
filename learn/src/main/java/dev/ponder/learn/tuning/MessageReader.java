package dev.ponder.learn.tuning;

import dev.ponder.core.Content;
import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.Role;
import dev.ponder.core.Tool;
import dev.ponder.core.Tools;
import dev.ponder.reason.Speech;
import java.util.ArrayList;
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

  private MessageReader() {}

  /// The messages of that field.
  static List<Said> messages(Json.Obj object, String path, String field) {
    String own = path.isEmpty() ? field : path + "." + field;
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
    return messages;
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
      Json.Obj call = object(element, own);
      Json.Obj function =
          object(call.member("function").orElse(new Json.Null()), own + ".function");
      calls.add(
          new Item.ToolCall(
              text(call, own, "id").orElse("call_" + calls.size()),
              required(function, own + ".function", "name"),
              required(function, own + ".function", "arguments")));
    }
    return calls;
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
    String own = path.isEmpty() ? "tools" : path + ".tools";
    if (!isThere(object, "tools")) {
      return Tools.NONE;
    }
    if (!(object.members().get("tools") instanceof Json.Arr(List<Json> elements))) {
      throw new IllegalArgumentException(own + " must be a list");
    }
    List<Tool> tools = new ArrayList<>();
    for (Json element : elements) {
      tools.add(tool(element, "%s[%d]".formatted(own, tools.size())));
    }
    try {
      return Tools.of(tools);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(own, e.getMessage()), e);
    }
  }

  private static Tool tool(Json element, String path) {
    Json.Obj tool = object(element, path);
    String type = required(tool, path, "type");
    if (!type.equals("function")) {
      throw new IllegalArgumentException("%s.type is '%s', not function".formatted(path, type));
    }
    String own = path + ".function";
    Json.Obj function = object(tool.member("function").orElse(new Json.Null()), own);
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
