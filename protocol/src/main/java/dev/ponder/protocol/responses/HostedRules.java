package dev.ponder.protocol.responses;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Content;
import dev.ponder.core.Conversation;
import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What the hosted o4-mini asks of a whole conversation, and the engine here does not need.
final class HostedRules {

  /// What may come after a thought.
  private static final Set<String> FOLLOWING =
      Set.of(
          "reasoning",
          "function_call",
          "custom_tool_call",
          "message",
          "web_search_call",
          "file_search_call",
          "code_interpreter_call",
          "image_generation_call",
          "mcp_call",
          "mcp_approval_request",
          "mcp_list_tools",
          "computer_call",
          "local_shell_call",
          "shell_call",
          "apply_patch_call",
          "item_reference");

  private HostedRules() {}

  static void check(CreateRequest request, Conversation conversation) {
    List<Json.Obj> input = request.input();
    for (int i = 0; i < input.size(); i++) {
      if (is(input.get(i), "type", "reasoning")
          && !(i + 1 < input.size() && follows(input.get(i + 1)))) {
        throw refused(
            "Item '%s' of type 'reasoning' was provided without its required following item."
                .formatted(Transcript.text(input.get(i), "id")));
      }
    }
    if (request.settings().format() instanceof AnswerFormat.AnyObject
        && conversation.items().stream().noneMatch(HostedRules::mentionsJson)) {
      throw refused(
          "Response input messages must contain the word 'json' in some form to use 'text.format'"
              + " of type 'json_object'.");
    }
  }

  private static boolean is(Json.Obj item, String name, String value) {
    return Transcript.text(item, name).equals(value);
  }

  private static boolean follows(Json.Obj item) {
    return FOLLOWING.contains(Transcript.text(item, "type"))
        && (!is(item, "type", "message") || is(item, "role", "assistant"));
  }

  private static boolean mentionsJson(Item item) {
    return item instanceof Item.Message(var _, List<Content> content)
        && content.stream()
            .anyMatch(part ->
                part instanceof Content.Text(String text)
                    && text.toLowerCase(Locale.ROOT).contains("json"));
  }

  private static RuntimeException refused(String message) {
    return new Problem(
            Problem.Kind.INVALID_REQUEST, message, Optional.of("input"), Optional.empty())
        .exception();
  }
}
