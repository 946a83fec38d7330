package dev.ponder.protocol.responses;

import static dev.ponder.protocol.responses.Shape.ARRAY;
import static dev.ponder.protocol.responses.Shape.NAME;

import dev.ponder.core.Json;
import dev.ponder.protocol.wire.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The tools that are neither functions nor custom tools: those that OpenAI runs itself, and those
/// that a client runs by a protocol of their own. They are accepted and repeated in the response,
/// because clients always send them, and the model is not told of them.
final class HostedTools {

  /// Types and the members that they cannot be without.
  private static final Map<String, List<String>> TYPES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("web_search", List.of()),
              Map.entry("web_search_2025_08_26", List.of()),
              Map.entry("web_search_preview", List.of()),
              Map.entry("web_search_preview_2025_03_11", List.of()),
              Map.entry("file_search", List.of("vector_store_ids")),
              Map.entry("code_interpreter", List.of("container")),
              Map.entry("mcp", List.of("server_label")),
              Map.entry("image_generation", List.of()),
              Map.entry("computer", List.of()),
              Map.entry(
                  "computer_use_preview",
                  List.of("environment", "display_width", "display_height")),
              Map.entry("local_shell", List.of()),
              Map.entry("shell", List.of()),
              Map.entry("apply_patch", List.of()),
              Map.entry("tool_search", List.of()),
              Map.entry("programmatic_tool_calling", List.of())));

  /// Members by which a remote server is found; one of them must be there.
  private static final Set<String> SERVERS = Set.of("server_url", "connector_id", "tunnel_id");

  private HostedTools() {}

  static boolean known(String type) {
    return TYPES.containsKey(type);
  }

  static List<String> types() {
    return List.copyOf(TYPES.keySet());
  }

  /// The tool as the response repeats it: without what only its server may know.
  static Json.Obj decode(Cursor tool, String type) {
    for (String name : TYPES.getOrDefault(type, List.of())) {
      tool.required(name);
    }
    tool.optional("vector_store_ids").ifPresent(ARRAY::read);
    tool.optional("server_label").ifPresent(NAME::read);
    if (type.equals("mcp") && SERVERS.stream().allMatch(each -> tool.optional(each).isEmpty())) {
      tool.required("server_url").string();
    }
    Json.Builder shown = Json.object();
    tool.members()
        .forEach((name, value) -> {
          switch (name) {
            case "authorization" -> {}
            case "headers" -> shown.put(name, redacted(tool.optional(name)));
            default -> shown.put(name, value);
          }
        });
    return shown.build();
  }

  private static Json redacted(Optional<Cursor> headers) {
    if (headers.isEmpty()) {
      return new Json.Null();
    }
    Json.Builder names = Json.object();
    new ArrayList<>(headers.get().members().keySet())
        .forEach(name -> names.put(name, "<redacted>"));
    return names.build();
  }
}
