package dev.ponder.protocol;

import dev.ponder.core.Content;
import dev.ponder.core.Item;
import dev.ponder.core.Role;
import dev.ponder.protocol.wire.Cursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads `messages`. One assistant message may become several items: what it thought, what it said,
/// and each call that it made.
final class MessageDecoder {
  private static final List<String> ROLES =
      List.of("system", "assistant", "user", "function", "tool", "developer");
  private static final List<String> TEXT = List.of("text");
  private static final List<String> TEXT_OR_REFUSAL = List.of("text", "refusal");

  private static final Set<String> SAID = Set.of("role", "content", "name");
  private static final Set<String> ANSWERED = Set.of("role", "content", "tool_call_id");
  private static final Set<String> RETURNED = Set.of("role", "content", "name");

  /// `annotations` and `audio` come back with answers that clients echo.
  private static final Set<String> ASSISTED =
      Set.of(
          "role",
          "content",
          "name",
          "refusal",
          "reasoning",
          "reasoning_content",
          "tool_calls",
          "annotations",
          "audio",
          "function_call");

  private final List<Item> items = new ArrayList<>();
  private final Set<String> calls = new HashSet<>();

  /// The last call of each function by `function_call`, which has no id of its own.
  private final Map<String, String> functionCalls = new HashMap<>();

  private MessageDecoder() {}

  static List<Item> decode(Cursor messages) {
    MessageDecoder decoder = new MessageDecoder();
    messages.someElements("an array of objects").forEach(decoder::message);
    return decoder.items;
  }

  private void message(Cursor message) {
    switch (message.required("role").oneOf(ROLES)) {
      case "system" -> said(message, Role.SYSTEM);
      case "developer" -> said(message, Role.DEVELOPER);
      case "user" -> said(message, Role.USER);
      case "assistant" -> assistant(message);
      case "tool" -> tool(message);
      default -> function(message);
    }
  }

  private void said(Cursor message, Role role) {
    message.allow(SAID);
    message.optional("name").ifPresent(Cursor::string);
    items.add(new Item.Message(role, content(message.required("content"), TEXT)));
  }

  private void tool(Cursor message) {
    message.allow(ANSWERED);
    String callId = message.required("tool_call_id").string();
    if (!calls.contains(callId)) {
      throw message
          .required("tool_call_id")
          .refused(
              "invalid_value",
              "Invalid parameter: messages with role 'tool' must be a response to a preceding"
                  + " message with 'tool_calls'.");
    }
    items.add(new Item.ToolResult(callId, content(message.required("content"), TEXT)));
  }

  /// What `tool` messages were called before.
  private void function(Cursor message) {
    message.allow(RETURNED);
    Cursor name = message.required("name");
    String callId = functionCalls.get(name.string());
    if (callId == null) {
      throw name.refused(
          "invalid_value",
          "Invalid parameter: messages with role 'function' must be a response to a preceding"
              + " message with 'function_call'.");
    }
    String result = message.optional("content").map(Cursor::string).orElse("");
    items.add(new Item.ToolResult(callId, List.of(new Content.Text(result))));
  }

  private void assistant(Cursor message) {
    message.allow(ASSISTED);
    message.optional("name").ifPresent(Cursor::string);
    message.optional("annotations").ifPresent(each -> each.elements("an array of objects"));
    message.optional("audio").ifPresent(MessageDecoder::unsupported);
    thought(message).filter(text -> !text.isEmpty()).map(Item.Reasoning::new).ifPresent(items::add);

    List<Content> said = new ArrayList<>();
    message.optional("content").ifPresent(each -> said.addAll(content(each, TEXT_OR_REFUSAL)));
    message.optional("refusal").ifPresent(each -> said.add(new Content.Refusal(each.string())));
    List<Cursor> made =
        message
            .optional("tool_calls")
            .map(each -> each.elements("an array of objects"))
            .orElse(List.of());
    Optional<Cursor> functionCall = message.optional("function_call");
    boolean calling = !made.isEmpty() || functionCall.isPresent();
    if (said.isEmpty() && !calling) {
      // Names the field: it is absent, or null without the calls that would excuse it.
      content(message.required("content"), TEXT_OR_REFUSAL);
    }
    boolean silent = said.stream().allMatch(part -> part.equals(new Content.Text("")));
    if (!silent || !calling) {
      items.add(new Item.Message(Role.ASSISTANT, said));
    }
    made.forEach(this::toolCall);
    functionCall.ifPresent(this::functionCall);
  }

  /// Both names are in use for the same text; some servers send both.
  private static Optional<String> thought(Cursor message) {
    Optional<String> content = message.optional("reasoning_content").map(Cursor::string);
    Optional<String> plain = message.optional("reasoning").map(Cursor::string);
    return content.or(() -> plain);
  }

  private void toolCall(Cursor call) {
    String type = call.required("type").oneOf(List.of("function", "custom"));
    call.allow(Set.of("id", "type", type));
    String text = type.equals("custom") ? "input" : "arguments";
    Cursor made = call.required(type);
    made.allow(Set.of("name", text));
    String id = call.required("id").string();
    calls.add(id);
    items.add(new Item.ToolCall(id, made.required("name").string(), made.required(text).string()));
  }

  private void functionCall(Cursor call) {
    call.allow(Set.of("name", "arguments"));
    String name = call.required("name").string();
    String id = "call_" + items.size();
    functionCalls.put(name, id);
    items.add(new Item.ToolCall(id, name, call.required("arguments").string()));
  }

  private static void unsupported(Cursor field) {
    throw field.unsupported();
  }

  private static List<Content> content(Cursor content, List<String> kinds) {
    if (content.isString()) {
      return List.of(new Content.Text(content.string()));
    }
    List<Content> parts = new ArrayList<>();
    for (Cursor part : content.someElements("one of a string or array of objects")) {
      parts.add(part(part, kinds));
    }
    return parts;
  }

  private static Content part(Cursor part, List<String> kinds) {
    Cursor type = part.required("type");
    if (type.isString() && MediaParts.TYPES.contains(type.string())) {
      throw MediaParts.refused(part);
    }
    String kind = type.oneOf(kinds);
    part.allow(Set.of("type", kind, "prompt_cache_breakpoint"));
    String text = part.required(kind).string();
    return kind.equals("text") ? new Content.Text(text) : new Content.Refusal(text);
  }
}
