package dev.ponder.reason;

import dev.ponder.core.Json;
import dev.ponder.core.Tool;
import java.util.List;
import java.util.Optional;

/// Custom tools as models know them that were only trained on functions: a function whose one
/// argument is the text.
final class CustomTools {
  /// The one argument's name.
  static final String INPUT = "input";

  private CustomTools() {}

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
