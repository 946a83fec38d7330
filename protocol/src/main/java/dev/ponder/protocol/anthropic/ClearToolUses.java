package dev.ponder.protocol.anthropic;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Content;
import dev.ponder.core.Conversation;
import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.ResponseRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Clears the results of old calls, once there are many or the prompt is long.
///
/// @param trigger more than this many, of whatever `unit` says, set it off
/// @param keep how many of the last calls stay
/// @param atLeast tokens that must be saved for it to be worth the loss of the prompt's cache
/// @param excluded names of tools whose results stay
/// @param inputs whether the arguments of those calls go as well
record ClearToolUses(
    Unit unit, int trigger, int keep, int atLeast, Set<String> excluded, Inputs inputs) {
  static final String TYPE = "clear_tool_uses_20250919";

  private static final int USUAL_TRIGGER = 100_000;
  private static final int USUAL_KEEP = 3;
  private static final String CLEARED = "[The result of this old call was cleared.]";

  /// What a trigger counts.
  enum Unit {
    INPUT_TOKENS,
    TOOL_USES
  }

  /// What happens to the arguments of a call.
  enum Inputs {
    KEPT,
    CLEARED
  }

  /// A request without the results.
  ///
  /// @param report what was done, as the API tells it
  record Cleared(ResponseRequest request, Json report) {}

  static ClearToolUses decode(Place edit) {
    edit.allow(
        Set.of("type", "trigger", "keep", "clear_at_least", "exclude_tools", "clear_tool_inputs"));
    Optional<Place> trigger = edit.optional("trigger");
    boolean uses =
        trigger
            .map(each -> each.required("type").oneOf(List.of("input_tokens", "tool_uses")))
            .orElse("input_tokens")
            .equals("tool_uses");
    return new ClearToolUses(
        uses ? Unit.TOOL_USES : Unit.INPUT_TOKENS,
        trigger.map(ClearToolUses::value).orElse(USUAL_TRIGGER),
        edit.optional("keep").map(ClearToolUses::value).orElse(USUAL_KEEP),
        edit.optional("clear_at_least").map(ClearToolUses::value).orElse(0),
        edit.optional("exclude_tools").map(ClearToolUses::names).orElse(Set.of()),
        edit.optional("clear_tool_inputs").map(ClearToolUses::inputs).orElse(Inputs.KEPT));
  }

  private static int value(Place amount) {
    return amount.required("value").integer(0, Integer.MAX_VALUE);
  }

  private static Set<String> names(Place field) {
    Set<String> names = new HashSet<>();
    field.elements().forEach(each -> names.add(each.string()));
    return names;
  }

  private static Inputs inputs(Place field) {
    boolean cleared = field.isArray() ? !names(field).isEmpty() : field.bool();
    return cleared ? Inputs.CLEARED : Inputs.KEPT;
  }

  Optional<Cleared> apply(ResponseRequest request, ContextEdits.TokenCounter counter)
      throws Cancelled {
    List<String> results = results(request.conversation());
    int old = results.size() - keep;
    if (old <= 0 || (unit == Unit.TOOL_USES && results.size() <= trigger)) {
      return Optional.empty();
    }
    int before = counter.count(request);
    if (unit == Unit.INPUT_TOKENS && before <= trigger) {
      return Optional.empty();
    }
    Set<String> cleared = Set.copyOf(results.subList(0, old));
    ResponseRequest shorter = request.withConversation(without(cleared, request.conversation()));
    int saved = before - counter.count(shorter);
    if (saved <= 0 || saved < atLeast) {
      return Optional.empty();
    }
    Json report =
        Json.object()
            .put("type", TYPE)
            .put("cleared_tool_uses", old)
            .put("cleared_input_tokens", saved)
            .build();
    return Optional.of(new Cleared(shorter, report));
  }

  /// The ids of the calls that may be cleared, oldest first.
  private List<String> results(Conversation conversation) {
    Map<String, String> names = new HashMap<>();
    List<String> results = new ArrayList<>();
    for (Item item : conversation.items()) {
      if (item instanceof Item.ToolCall call) {
        names.put(call.id(), call.name());
      } else if (item instanceof Item.ToolResult result
          && !excluded.contains(names.getOrDefault(result.callId(), ""))) {
        results.add(result.callId());
      }
    }
    return results;
  }

  private Conversation without(Set<String> cleared, Conversation conversation) {
    List<Item> items = new ArrayList<>();
    for (Item item : conversation.items()) {
      items.add(
          switch (item) {
            case Item.ToolResult result when cleared.contains(result.callId()) ->
                new Item.ToolResult(result.callId(), List.of(new Content.Text(CLEARED)));
            case Item.ToolCall call when inputs == Inputs.CLEARED && cleared.contains(call.id()) ->
                new Item.ToolCall(call.id(), call.name(), "{}");
            default -> item;
          });
    }
    return new Conversation(items);
  }
}
