package dev.ponder.reason;

import dev.ponder.core.Conversation;
import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.Tool;
import dev.ponder.core.Tools;
import java.util.List;
import java.util.Optional;

/// Custom tools as models know them that were only trained on functions: a function whose one
/// argument is the text.
final class CustomTools {
  /// The one argument's name.
  static final String INPUT = "input";

  private CustomTools() {}

  /// Whether the tool of that name is a custom one.
  static boolean isCustom(Tools tools, String name) {
    return tools.offered().stream()
        .anyMatch(tool -> tool instanceof Tool.Custom && tool.name().equals(name));
  }

  /// That conversation with the calls of custom tools as calls of functions.
  static Conversation asFunctions(Conversation conversation, Tools tools) {
    return new Conversation(
        conversation.items().stream().map(item -> asFunction(item, tools)).toList());
  }

  private static Item asFunction(Item item, Tools tools) {
    return item instanceof Item.ToolCall(String id, String name, String text)
            && isCustom(tools, name)
        ? new Item.ToolCall(id, name, TemplateJson.of(Json.object().put(INPUT, text).build()))
        : item;
  }

  /// That tool as a function.
  static Tool.Function asFunction(Tool.Custom tool) {
    Json.Obj text = Json.object().put("type", "string").build();
    Json.Obj parameters =
        Json.object()
            .put("type", "object")
            .put("properties", Json.object().put(INPUT, text).build())
            .put("required", Json.of(List.of(Json.of(INPUT))))
            .put("additionalProperties", false)
            .build();
    return new Tool.Function(tool.name(), tool.description(), Optional.of(parameters), true);
  }
}
