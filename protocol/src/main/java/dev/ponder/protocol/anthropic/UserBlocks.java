package dev.ponder.protocol.anthropic;

import dev.ponder.core.Content;
import dev.ponder.core.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads the blocks of a user's message.
final class UserBlocks {
  private static final List<String> TYPES =
      List.of("text", "tool_result", "image", "document", "search_result");

  private UserBlocks() {}

  /// What a block comes to.
  sealed interface Block {
    /// Something said.
    record Text(String text) implements Block {}

    /// What a tool answered.
    record Result(Item.ToolResult result) implements Block {}
  }

  static Block decode(Place block) {
    String type = BlockType.of(block, TYPES);
    Place tagged = block.step(type);
    return type.equals("tool_result")
        ? new Block.Result(result(tagged))
        : new Block.Text(Readable.decode(type, tagged));
  }

  private static Item.ToolResult result(Place block) {
    block.allow(
        Set.of("type", "tool_use_id", "content", "is_error", "cache_control", "toolset_name"));
    String id = block.required("tool_use_id").filled();
    List<String> texts = block.optional("content").map(UserBlocks::texts).orElse(List.of());
    boolean failed = block.optional("is_error").map(Place::bool).orElse(false);
    String text = texts.stream().collect(Collectors.joining("\n"));
    return new Item.ToolResult(id, List.of(new Content.Text(failed ? failure(text) : text)));
  }

  /// A model is told of results in their text only.
  private static String failure(String text) {
    return text.isEmpty() ? "Error" : "Error: " + text;
  }

  private static List<String> texts(Place content) {
    if (content.isString()) {
      return List.of(content.string());
    }
    List<String> texts = new ArrayList<>();
    for (Place block : content.elements()) {
      String type =
          BlockType.of(
              block, List.of("text", "image", "document", "search_result", "tool_reference"));
      texts.add(Readable.decode(type, block.step(type)));
    }
    return texts;
  }
}
