package dev.ponder.protocol.anthropic;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Json;
import dev.ponder.core.ResponseRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What `context_management` has left out of a long conversation. Thoughts of earlier turns never
/// reach a prompt, so clearing them changes nothing; results of old calls do.
public final class ContextEdits {
  private final Optional<ClearToolUses> toolUses;
  private final List<Json> applied;

  /// @param toolUses which results are to go
  private ContextEdits(Optional<ClearToolUses> toolUses, List<Json> applied) {
    this.toolUses = toolUses;
    this.applied = List.copyOf(applied);
  }

  /// What was done, as the API tells it.
  List<Json> applied() {
    return applied;
  }

  /// Tells how many tokens the prompt of a request has.
  public interface TokenCounter {
    int count(ResponseRequest request) throws Cancelled;
  }

  /// A request after its edits.
  record Edited(ResponseRequest request, ContextEdits edits) {}

  static ContextEdits decode(Place field) {
    field.allow(Set.of("edits"));
    Optional<ClearToolUses> toolUses = Optional.empty();
    for (Place edit : field.optional("edits").map(Place::elements).orElse(List.of())) {
      String type =
          BlockType.of(
              edit, List.of(ClearToolUses.TYPE, "clear_thinking_20251015", "compact_20260112"));
      Place tagged = edit.step(type);
      switch (type) {
        case ClearToolUses.TYPE -> toolUses = Optional.of(ClearToolUses.decode(tagged));
        case "clear_thinking_20251015" -> checkThinking(tagged);
        default -> throw tagged.refused("not available on this server; leave it out");
      }
    }
    return new ContextEdits(toolUses, List.of());
  }

  private static void checkThinking(Place edit) {
    edit.allow(Set.of("type", "keep"));
    Optional<Place> keep = edit.optional("keep");
    if (keep.filter(Place::isString).isPresent()) {
      keep.get().oneOf(List.of("all"));
      return;
    }
    keep.filter(each ->
            each.required("type").oneOf(List.of("thinking_turns", "all")).equals("thinking_turns"))
        .ifPresent(each -> each.required("value").integer(1, Integer.MAX_VALUE));
  }

  Edited apply(ResponseRequest request, TokenCounter counter) throws Cancelled {
    if (toolUses.isEmpty()) {
      return new Edited(request, this);
    }
    Optional<ClearToolUses.Cleared> cleared = toolUses.get().apply(request, counter);
    return cleared
        .map(each -> new Edited(each.request(), new ContextEdits(toolUses, List.of(each.report()))))
        .orElseGet(() -> new Edited(request, this));
  }
}
