package dev.ponder.protocol.responses;

import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;

/// A call of a tool.
final class CallDraft implements Draft {
  private final Stage stage;
  private final String callId;
  private final ToolNames.Wire tool;
  private final StringBuilder arguments = new StringBuilder();
  private String status = "in_progress";

  CallDraft(Stage stage, String callId, ToolNames.Wire tool) {
    this.stage = stage;
    this.callId = callId;
    this.tool = tool;
    stage.added(item());
  }

  boolean is(String id) {
    return callId.equals(id);
  }

  /// Whether the arguments are complete by themselves. Nobody can tell that of plain text.
  boolean isWhole() {
    try {
      return tool.kind() == ToolNames.Kind.FUNCTION
          && Json.parse(arguments.toString()) instanceof Json.Obj;
    } catch (JsonSyntaxException e) {
      return false;
    }
  }

  void add(String piece) {
    if (piece.isEmpty()) {
      return;
    }
    arguments.append(piece);
    stage.events().add(stage.next(event() + ".delta"), piece);
  }

  @Override
  public void close(String ending) {
    status = ending;
    Json.Builder done = stage.next(event() + ".done");
    if (tool.kind() == ToolNames.Kind.FUNCTION) {
      done.put("name", tool.name());
    }
    stage.events().add(done.put(field(), arguments.toString()));
    stage.done(item());
  }

  private String event() {
    return switch (tool.kind()) {
      case FUNCTION -> "response.function_call_arguments";
      case CUSTOM -> "response.custom_tool_call_input";
    };
  }

  private String field() {
    return switch (tool.kind()) {
      case FUNCTION -> "arguments";
      case CUSTOM -> "input";
    };
  }

  @Override
  public void abandon() {
    status = "incomplete";
  }

  /// The beginning of the ids of such calls.
  static String prefix(ToolNames.Kind kind) {
    return switch (kind) {
      case FUNCTION -> "fc_";
      case CUSTOM -> "ctc_";
    };
  }

  @Override
  public Json.Obj item() {
    Json.Builder item =
        Json.object()
            .put("id", stage.id())
            .put(
                "type",
                tool.kind() == ToolNames.Kind.FUNCTION ? "function_call" : "custom_tool_call")
            .put("status", status)
            .put("call_id", callId)
            .put("name", tool.name());
    tool.namespace().ifPresent(namespace -> item.put("namespace", namespace));
    return item.put(field(), arguments.toString()).build();
  }
}
