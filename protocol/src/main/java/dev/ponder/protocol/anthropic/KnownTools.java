package dev.ponder.protocol.anthropic;

import dev.ponder.core.Json;
import dev.ponder.core.Tool;
import java.util.Map;
import java.util.Optional;

/// The tools that the API defines and clients run: a request names them without a schema, because
/// hosted models know them. Models here do not, so they are told.
final class KnownTools {
  private static final Tool BASH =
      tool(
          "bash",
          "Runs a command in a shell that keeps its state between calls.",
          """
          {"type":"object","properties":{
          "command":{"type":"string","description":"The command to run; leave it out to restart."},
          "restart":{"type":"boolean","description":"True to start the shell anew."}}}\
          """);

  private static final Tool MEMORY =
      tool(
          "memory",
          "Keeps notes in files below /memories, for later conversations.",
          """
          {"type":"object","properties":{
          "command":{"type":"string",
          "enum":["view","create","str_replace","insert","delete","rename"]},
          "path":{"type":"string","description":"A file or folder below /memories."},
          "view_range":{"type":"array","items":{"type":"integer"},
          "description":"First and last line to view."},
          "file_text":{"type":"string","description":"What to create the file with."},
          "old_str":{"type":"string","description":"The text to replace, which occurs once."},
          "new_str":{"type":"string","description":"What to replace it with."},
          "insert_line":{"type":"integer","description":"The line to insert after; 0 for the top."},
          "insert_text":{"type":"string","description":"What to insert."},
          "old_path":{"type":"string","description":"What to rename."},
          "new_path":{"type":"string","description":"What to call it."}},
          "required":["command"]}\
          """);

  private static final Tool EDITOR =
      editor(
          "str_replace_based_edit_tool",
          "",
          ",\"insert_text\":{\"type\":\"string\",\"description\":\"What to insert.\"}");

  private static final Tool OLD_EDITOR = editor("str_replace_editor", ",\"undo_edit\"", "");

  private static final Map<String, Tool> TOOLS =
      Map.of(
          "bash_20241022", BASH,
          "bash_20250124", BASH,
          "text_editor_20241022", OLD_EDITOR,
          "text_editor_20250124", OLD_EDITOR,
          "text_editor_20250429", EDITOR,
          "text_editor_20250728", EDITOR,
          "memory_20250818", MEMORY);

  private KnownTools() {}

  /// The tool of that type, if clients run it.
  static Optional<Tool> of(String type) {
    return Optional.ofNullable(TOOLS.get(type));
  }

  private static Tool editor(String name, String moreCommands, String moreArguments) {
    return tool(
        name,
        "Views, creates and edits text files.",
        """
        {"type":"object","properties":{
        "command":{"type":"string","enum":["view","create","str_replace","insert"%s]},
        "path":{"type":"string","description":"The absolute path of a file or folder."},
        "view_range":{"type":"array","items":{"type":"integer"},
        "description":"First and last line to view."},
        "file_text":{"type":"string","description":"What to create the file with."},
        "old_str":{"type":"string","description":"The text to replace, which occurs once."},
        "new_str":{"type":"string","description":"What to replace it with, or to insert."},
        "insert_line":{"type":"integer","description":"The line to insert after; 0 for the top."}%s},
        "required":["command","path"]}\
        """
            .formatted(moreCommands, moreArguments));
  }

  private static Tool tool(String name, String description, String schema) {
    Json.Obj parameters = (Json.Obj) Json.parse(schema);
    return new Tool.Function(name, Optional.of(description), Optional.of(parameters), false);
  }
}
