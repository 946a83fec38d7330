package dev.ponder.protocol.anthropic;

import dev.ponder.core.Content;
import dev.ponder.core.Item;
import dev.ponder.core.Role;
import dev.ponder.protocol.Sealer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads `messages`. One message may become several items: what was thought, what was said, each
/// call and each result. Calls and results must belong together as the API wants them to.
final class TurnDecoder {
  private static final List<String> ROLES = List.of("user", "assistant", "system");

  private final List<Item> items = new ArrayList<>();
  private final CallLedger ledger = new CallLedger();
  private final AssistantBlocks assistant;

  private TurnDecoder(Sealer sealer) {
    this.assistant = new AssistantBlocks(sealer);
  }

  static List<Item> decode(Place messages, Sealer sealer) {
    List<Place> all = messages.elements();
    if (all.isEmpty()) {
      throw messages.refused("at least one message is required");
    }
    TurnDecoder decoder = new TurnDecoder(sealer);
    all.forEach(decoder::message);
    decoder.ledger.close();
    if (role(all.getLast()).equals("assistant")) {
      throw messages.refused(
          "This server does not support assistant message prefill. The conversation must end with"
              + " a user message.");
    }
    return decoder.items;
  }

  private static String role(Place message) {
    return message.required("role").oneOf(ROLES);
  }

  private void message(Place message) {
    String role = role(message);
    message.allow(Set.of("role", "content"));
    Place content = message.required("content");
    if (content.isString() ? content.string().isEmpty() : content.elements().isEmpty()) {
      throw message.refused(role + " messages must have non-empty content");
    }
    switch (role) {
      case "user" -> user(message, content);
      case "assistant" -> assistant(message, content);
      default -> items.add(said(Role.SYSTEM, TextBlocks.decode(content)));
    }
  }

  /// Results come first, whatever was written before them: they answer the calls of the turn
  /// before.
  private void user(Place message, Place content) {
    ledger.answering();
    if (content.isString()) {
      items.add(Item.Message.of(Role.USER, content.string()));
      return;
    }
    List<String> texts = new ArrayList<>();
    for (Place block : content.elements()) {
      switch (UserBlocks.decode(block)) {
        case UserBlocks.Block.Result(Item.ToolResult result) -> {
          ledger.answered(message, result.callId());
          items.add(result);
        }
        case UserBlocks.Block.Text(String text) -> texts.add(text);
      }
    }
    if (!texts.isEmpty()) {
      items.add(said(Role.USER, texts));
    }
  }

  private void assistant(Place message, Place content) {
    ledger.calling();
    if (content.isString()) {
      items.add(Item.Message.of(Role.ASSISTANT, content.string()));
      return;
    }
    for (Place block : content.elements()) {
      for (Item item : assistant.decode(block)) {
        if (item instanceof Item.ToolCall call) {
          ledger.called(message, call.id());
        }
        items.add(item);
      }
    }
  }

  private static Item said(Role role, List<String> texts) {
    return new Item.Message(role, texts.stream().<Content>map(Content.Text::new).toList());
  }

  /// Which calls wait for their results.
  private static final class CallLedger {
    private final Set<String> ids = new java.util.HashSet<>();
    private final Map<String, Place> waiting = new LinkedHashMap<>();
    private final Set<String> done = new java.util.HashSet<>();
    private boolean answering;

    /// The user speaks.
    void answering() {
      answering = true;
    }

    /// The assistant speaks; several messages in a row are one turn.
    void calling() {
      if (answering) {
        close();
        done.clear();
        answering = false;
      }
    }

    void called(Place message, String id) {
      if (!ids.add(id)) {
        throw message.refused("`tool_use` ids must be unique");
      }
      waiting.put(id, message);
    }

    void answered(Place message, String id) {
      if (done.contains(id)) {
        throw message.refused(
            "each tool_use must have a single result. Found multiple `tool_result` blocks with id: "
                + Place.clipped(id));
      }
      if (waiting.remove(id) == null) {
        throw message.refused(
            "unexpected `tool_use_id` found in `tool_result` blocks: "
                + Place.clipped(id)
                + ". Each `tool_result` block must have a corresponding `tool_use` block in the"
                + " previous message.");
      }
      done.add(id);
    }

    /// Nothing answers any more.
    void close() {
      if (waiting.isEmpty()) {
        return;
      }
      String missing = waiting.keySet().stream().limit(5).collect(Collectors.joining(", "));
      throw waiting
          .values()
          .iterator()
          .next()
          .refused(
              "`tool_use` ids were found without `tool_result` blocks immediately after: "
                  + Place.clipped(missing)
                  + ". Each `tool_use` block must have a corresponding `tool_result` block in the"
                  + " next message.");
    }
  }
}
