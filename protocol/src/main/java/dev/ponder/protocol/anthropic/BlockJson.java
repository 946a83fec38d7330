package dev.ponder.protocol.anthropic;

import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;

/// Content blocks as JSON.
final class BlockJson {

  /// Under this name an input travels that is no JSON object, as the API's documentation advises
  /// clients to give such inputs back.
  static final String INVALID = "INVALID_JSON";

  private static final Json DIRECT = Json.object().put("type", "direct").build();

  private BlockJson() {}

  /// The block as it begins.
  static Json opening(BlockEvent.Block block) {
    return switch (block) {
      case BlockEvent.Block.Thinking() -> thinking("", "");
      case BlockEvent.Block.Text() -> text("");
      case BlockEvent.Block.ToolUse use -> toolUse(use, Json.object().build());
    };
  }

  static Json thinking(String thought, String signature) {
    return Json.object()
        .put("type", "thinking")
        .put("thinking", thought)
        .put("signature", signature)
        .build();
  }

  static Json text(String text) {
    return Json.object().put("type", "text").put("text", text).build();
  }

  static Json toolUse(BlockEvent.Block.ToolUse use, Json input) {
    return Json.object()
        .put("type", "tool_use")
        .put("id", use.id())
        .put("name", use.name())
        .put("input", input)
        .put("caller", DIRECT)
        .build();
  }

  /// The arguments as the model wrote them.
  static Json input(String arguments) {
    if (arguments.isBlank()) {
      return Json.object().build();
    }
    try {
      if (Json.parse(arguments) instanceof Json.Obj object) {
        return object;
      }
    } catch (JsonSyntaxException e) {
      // Told below, like every other text that is no object.
    }
    return Json.object().put(INVALID, arguments).build();
  }
}
