package dev.ponder.protocol.anthropic;

import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.Role;
import dev.ponder.protocol.Sealer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the blocks of an assistant's message that come back.
///
/// @param sealer opens the signatures of thoughts
record AssistantBlocks(Sealer sealer) {
  private static final List<String> OWN =
      List.of("text", "thinking", "redacted_thinking", "tool_use");

  /// What other servers answered with: of no use here, and no reason to refuse a conversation that
  /// began there.
  private static final List<String> FOREIGN =
      List.of(
          "server_tool_use",
          "web_search_tool_result",
          "web_fetch_tool_result",
          "code_execution_tool_result",
          "bash_code_execution_tool_result",
          "text_editor_code_execution_tool_result",
          "tool_search_tool_result",
          "advisor_tool_result",
          "mcp_tool_use",
          "mcp_tool_result",
          "mcp_tool_listing",
          "container_upload",
          "compaction",
          "tool_addition",
          "tool_removal",
          "fallback");

  private static final List<String> TYPES = Stream.of(OWN, FOREIGN).flatMap(List::stream).toList();

  /// What the block comes to.
  List<Item> decode(Place block) {
    String type = BlockType.of(block, TYPES);
    Place tagged = block.step(type);
    return switch (type) {
      case "text" -> List.of(Item.Message.of(Role.ASSISTANT, TextBlocks.text(tagged)));
      case "thinking" -> thinking(tagged);
      case "redacted_thinking" -> redacted(tagged);
      case "tool_use" -> List.of(call(tagged));
      default -> List.of();
    };
  }

  private List<Item> thinking(Place block) {
    block.allow(Set.of("type", "thinking", "signature", "cache_control"));
    String shown = block.required("thinking").string();
    Optional<String> sealed =
        sealer
            .open(block.required("signature").string())
            .filter(thought -> shown.isEmpty() || shown.equals(thought));
    return thought(
        sealed.orElseThrow(() -> block.refused("Invalid `signature` in `thinking` block")));
  }

  private List<Item> redacted(Place block) {
    block.allow(Set.of("type", "data", "cache_control"));
    return thought(
        sealer
            .open(block.required("data").string())
            .orElseThrow(() -> block.refused("Invalid `data` in `redacted_thinking` block")));
  }

  private static List<Item> thought(String text) {
    return text.isEmpty() ? List.of() : List.of(new Item.Reasoning(text));
  }

  private static Item call(Place block) {
    block.allow(Set.of("type", "id", "name", "input", "cache_control", "caller", "toolset_name"));
    return new Item.ToolCall(
        block.required("id").filled(),
        block.required("name").filled(),
        new Json.Obj(block.required("input").members()).text());
  }
}
