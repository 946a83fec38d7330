package dev.ponder.protocol.responses;

import dev.ponder.core.Content;
import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.core.Role;
import dev.ponder.protocol.Sealer;
import dev.ponder.protocol.wire.Wording;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Writes wire items down as what the model is told. Items of tools that a hosted service has run
/// say nothing to the model, except for what a tool of another server answered.
final class Transcript {
  private final ToolNames names;
  private final Sealer sealer;
  private final List<Item> items = new ArrayList<>();

  /// What waits for a result, by call id: the message of the problem if it never comes.
  private final Map<String, String> waiting = new LinkedHashMap<>();

  private final Set<String> broken = new HashSet<>();
  private final Set<String> called = new HashSet<>();

  Transcript(ToolNames names, Sealer sealer) {
    this.names = names;
    this.sealer = sealer;
  }

  void say(Role role, String text) {
    items.add(Item.Message.of(role, text));
  }

  /// @param remembers whether a thought is still the model's to see
  void add(Json.Obj wire, boolean remembers) {
    switch (text(wire, "type")) {
      case "message" -> message(wire);
      case "reasoning" -> thought(wire, remembers);
      case "compaction" -> summary(wire);
      case "function_call" -> call(wire, ToolNames.Kind.FUNCTION);
      case "custom_tool_call" -> call(wire, ToolNames.Kind.CUSTOM);
      case "function_call_output" -> result(wire, "function call");
      case "custom_tool_call_output" -> result(wire, "custom tool call");
      case "shell_call", "local_shell_call" -> clientCall(wire, "shell", "action");
      case "apply_patch_call" -> clientCall(wire, "apply_patch", "operation");
      case "tool_search_call" -> clientCall(wire, "tool_search", "arguments");
      case "shell_call_output", "local_shell_call_output", "apply_patch_call_output" ->
          clientResult(wire, "output");
      case "tool_search_output" -> clientResult(wire, "tools");
      case "mcp_call" -> remote(wire);
      default -> {}
    }
  }

  /// All that was added.
  ///
  /// @throws Problem.Exceptional when a call has no result
  List<Item> items() {
    for (Map.Entry<String, String> call : waiting.entrySet()) {
      if (!broken.contains(call.getKey())) {
        throw input(call.getValue());
      }
    }
    items.removeIf(item -> item instanceof Item.ToolCall call && waiting.containsKey(call.id()));
    return items;
  }

  private static RuntimeException input(String message) {
    return new Problem(
            Problem.Kind.INVALID_REQUEST, message, Optional.of("input"), Optional.empty())
        .exception();
  }

  private void message(Json.Obj wire) {
    items.add(
        new Item.Message(
            role(text(wire, "role")), content(wire.member("content").orElse(Stage.NOTHING))));
  }

  static Role role(String name) {
    return switch (name) {
      case "assistant" -> Role.ASSISTANT;
      case "system" -> Role.SYSTEM;
      case "developer" -> Role.DEVELOPER;
      default -> Role.USER;
    };
  }

  private static List<Content> content(Json content) {
    if (content instanceof Json.Str(String text)) {
      return List.of(new Content.Text(text));
    }
    List<Content> parts = new ArrayList<>();
    for (Json.Obj part : objects(content)) {
      String type = text(part, "type");
      parts.add(
          switch (type) {
            case "input_text", "output_text", "text" -> new Content.Text(text(part, "text"));
            case "refusal" -> new Content.Refusal(text(part, "refusal"));
            default -> throw unreadable(type);
          });
    }
    return parts;
  }

  private static RuntimeException unreadable(String type) {
    return Problem.invalid(
            "input",
            "unsupported_content",
            "This model cannot read content of type '" + Wording.clipped(type) + "' yet.")
        .exception();
  }

  private void thought(Json.Obj wire, boolean remembers) {
    Optional<Json> sealed =
        wire.member("encrypted_content").filter(json -> json instanceof Json.Str);
    String thought =
        sealed.isPresent() ? opened(wire) : joined(wire.member("content").orElse(Stage.NOTHING));
    if (remembers && !thought.isEmpty()) {
      items.add(new Item.Reasoning(thought));
    }
  }

  private void summary(Json.Obj wire) {
    items.addAll(Compaction.told(opened(wire)));
  }

  private String opened(Json.Obj wire) {
    return sealer
        .open(text(wire, "encrypted_content"))
        .orElseThrow(() ->
            Problem.invalid(
                    "input",
                    "invalid_encrypted_content",
                    "The encrypted content for item "
                        + Wording.clipped(text(wire, "id"))
                        + " could not be verified. Reason: Encrypted content could not be"
                        + " decrypted or parsed.")
                .exception());
  }

  private void call(Json.Obj wire, ToolNames.Kind kind) {
    boolean function = kind == ToolNames.Kind.FUNCTION;
    ToolNames.Wire tool =
        new ToolNames.Wire(
            kind, wire.member("namespace").map(_ -> text(wire, "namespace")), text(wire, "name"));
    call(
        wire,
        names.name(tool),
        text(wire, function ? "arguments" : "input"),
        function ? "function call" : "custom tool call");
  }

  private void clientCall(Json.Obj wire, String name, String field) {
    Json arguments = wire.member(field).orElseGet(() -> Json.object().build());
    call(wire, name, arguments.text(), "tool call");
  }

  private void call(Json.Obj wire, String name, String arguments, String kind) {
    String id = callId(wire);
    items.add(new Item.ToolCall(id, name, arguments));
    called.add(id);
    waiting.put(id, "No tool output found for " + kind + " " + Wording.clipped(id) + ".");
    if (!text(wire, "status").isEmpty() && !text(wire, "status").equals("completed")) {
      broken.add(id);
    }
  }

  private static String callId(Json.Obj wire) {
    String id = text(wire, "call_id");
    return id.isEmpty() ? text(wire, "id") : id;
  }

  private void result(Json.Obj wire, String kind) {
    String id = callId(wire);
    if (!called.contains(id)) {
      throw input(
          "No tool call found for " + kind + " output with call_id " + Wording.clipped(id) + ".");
    }
    waiting.remove(id);
    items.add(new Item.ToolResult(id, content(wire.member("output").orElse(Json.of("")))));
  }

  /// Without the call, which only its client knows, the result says nothing.
  private void clientResult(Json.Obj wire, String field) {
    String id = callId(wire);
    if (called.contains(id)) {
      waiting.remove(id);
      Json output = wire.member(field).orElse(Json.of(""));
      String said = output instanceof Json.Str(String text) ? text : output.text();
      items.add(new Item.ToolResult(id, List.of(new Content.Text(said))));
    }
  }

  private void remote(Json.Obj wire) {
    String output = text(wire, "output");
    if (!output.isEmpty()) {
      String id = text(wire, "id");
      String name = "mcp__" + text(wire, "server_label") + "__" + text(wire, "name");
      items.add(new Item.ToolCall(id, name, text(wire, "arguments")));
      items.add(new Item.ToolResult(id, List.of(new Content.Text(output))));
    }
  }

  /// The texts of these parts.
  static String joined(Json parts) {
    StringBuilder text = new StringBuilder();
    objects(parts).forEach(part -> text.append(text(part, "text")));
    return text.toString();
  }

  /// The objects in that array.
  static List<Json.Obj> objects(Json array) {
    List<Json.Obj> objects = new ArrayList<>();
    if (array instanceof Json.Arr(List<Json> elements)) {
      for (Json element : elements) {
        if (element instanceof Json.Obj object) {
          objects.add(object);
        }
      }
    }
    return objects;
  }

  /// The string of that name; empty where there is none.
  static String text(Json.Obj object, String name) {
    return object.member(name).orElse(Json.of("")) instanceof Json.Str(String text) ? text : "";
  }
}
